/**
 * The shop's plan at bukaOlshop, from `GET /aplikasi/info` (Closed API 1.1): LITE and FREE have a small
 * daily quota, and a plan ends. It is read once a day for all nodes, and tells nothing while it is not
 * known.
 */
import { z } from 'zod';
import type { Settings } from '../config/settings.js';
import { getShopFact, setShopFact } from '../ledger/shop-facts.js';
import type { Platform } from '../platform.js';
import type { Database } from '../store/database.js';
import { DAY_MS, HOUR_MS } from '../time.js';
import { readBukaolshop } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { lenientText, okCode } from '../upstream/lenient-fields.js';

export interface ShopPlan {
  /** `status_premium` in lower case, such as `lite` */
  readonly name: string;
  /** the last day of a paid plan, `YYYY-MM-DD`; `null` where there is none */
  readonly lastDay: string | null;
}

/** "PRO dan BISNIS unlimited, LITE dan FREE 100 request perhari" (Open API 1.1). */
const LIMITED_PLANS: readonly string[] = ['lite', 'free'];

export const isLimitedPlan = ({ name }: ShopPlan): boolean => LIMITED_PLANS.includes(name);

/** Assumption: bukaOlshop's days begin at midnight in Jakarta. */
const WIB_OFFSET_MS = 7 * HOUR_MS;

/** Whole days until a paid plan ends, below 0 where it has ended; `null` where no plan can end. */
export function daysLeft({ lastDay, name }: ShopPlan, now: number): number | null {
  if (lastDay === null || name === 'free') return null;
  const endsAt = Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS - WIB_OFFSET_MS;
  return Number.isNaN(endsAt) ? null : Math.floor((endsAt - now) / DAY_MS);
}

/** Days before its end from which on an operator is told. */
export const PLAN_ENDING_DAYS = 7;

export const applicationInfo = z
  .looseObject({
    code: okCode,
    status_premium: lenientText,
    masa_aktif_premium: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}/)
      .nullish()
      .catch(null),
  })
  .transform(({ status_premium: name, masa_aktif_premium: lastDay }): ShopPlan => ({
    name: name.trim().toLowerCase(),
    lastDay: lastDay?.slice(0, 10) ?? null,
  }));

const FACT_NAME = 'shop_plan';
const storedPlan = z.object({ name: z.string(), lastDay: z.string().nullable() });

export interface PlanWatch {
  /** Whether the plan is known to have a small quota. */
  isLimited(this: void): boolean;
  /** Learns the plan, where a day has passed since any node has. Never throws. */
  refresh(this: void): Promise<void>;
}

export interface PlanWatchParts {
  readonly bukaolshop: Pick<Settings['bukaolshop'], 'closedUrl' | 'apiKey'>;
  readonly database: Database;
  readonly platform: Platform;
  readonly alarm: (kind: 'plan-ending') => void;
  readonly onError: (error: unknown) => void;
}

/** ms for the call */
const TIMEOUT_MS = 15_000;

export function createPlanWatch({
  bukaolshop: { closedUrl, apiKey },
  database: { db },
  platform,
  alarm,
  onError,
}: PlanWatchParts): PlanWatch {
  let plan: ShopPlan | null = null;

  async function readStored(): Promise<{ plan: ShopPlan; isFresh: boolean } | null> {
    const fact = await getShopFact(db, FACT_NAME);
    if (!fact) return null;
    const stored = storedPlan.safeParse(JSON.parse(fact.value));
    if (!stored.success) return null;
    return { plan: stored.data, isFresh: Math.abs(platform.now() - fact.at) < DAY_MS };
  }

  async function refresh(): Promise<void> {
    const stored = await readStored();
    plan = stored?.plan ?? plan;
    if (stored?.isFresh) return;
    const answer = readBukaolshop(
      await call(platform, {
        method: 'GET',
        url: `${closedUrl}/aplikasi/info`,
        headers: { Authorization: `Bearer ${apiKey}` },
        timeoutMs: TIMEOUT_MS,
      }),
      applicationInfo,
    );
    if (answer.kind !== 'read') return;
    plan = answer.value;
    const at = platform.now();
    await setShopFact(db, { name: FACT_NAME, value: JSON.stringify(plan), at }, { replace: true });
    const left = daysLeft(plan, at);
    if (left !== null && left < PLAN_ENDING_DAYS) alarm('plan-ending');
  }

  return {
    isLimited: () => plan !== null && isLimitedPlan(plan),
    refresh: () => refresh().catch(onError),
  };
}
