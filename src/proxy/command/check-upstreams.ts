/** Sends each upstream a read that is free of charge, to see whether URL and key work. */
import { z } from 'zod';
import type { Platform } from '../platform.js';
import type { MarginRules } from '../config/margin-rules.js';
import { PROVIDER_VARIABLES } from '../config/provider-variables.js';
import type { Settings } from '../config/settings.js';
import type { Provider } from '../providers/provider.js';
import { readBukaolshop, type BukaolshopAnswer } from '../upstream/bukaolshop-answer.js';
import { call } from '../upstream/call.js';
import { okCode } from '../upstream/lenient-fields.js';
import type { ReadFailure } from '../upstream/read-result.js';
import { failed, passed, note, type Finding, type BilingualText } from './finding.js';
import { formatRupiah } from './format.js';
import { infoLimitAnswer } from '../quota/info-limit.js';
import { applicationInfo, daysLeft, isLimitedPlan, PLAN_ENDING_DAYS } from '../quota/shop-plan.js';

type UpstreamCheck = (
  settings: Settings,
  platform: Platform,
  timeoutMs: number,
) => Promise<Finding>;

const okAnswer = z.looseObject({ code: okCode });

type FailedAnswer = Exclude<BukaolshopAnswer<unknown>, { kind: 'read' }>;

/** The HTTP status; `null` where there is no answer, 0 for one that cannot be read. */
function statusOf(answer: FailedAnswer): number | null {
  if (answer.kind === 'rejected') return answer.status;
  return answer.kind === 'malformed' ? 0 : null;
}

interface UpstreamVariables {
  /** the variable that holds the key, and the one that holds the URL */
  readonly key: string;
  readonly url: string;
}

/** @param code as returned by `statusOf` */
function describeFailure(code: number | null, { key, url }: UpstreamVariables): BilingualText {
  if (code === null) {
    return {
      id: `Tidak terjangkau. Periksa jaringan dan ${url}.`,
      en: `Cannot be reached. See the network and ${url}.`,
    };
  }
  if (code === 401 || code === 403) {
    return { id: `Ditolak. Periksa ${key}.`, en: `Refused. See ${key}.` };
  }
  if (code === 429) {
    return { id: 'Kuotanya sedang habis.', en: 'Its quota is used up for now.' };
  }
  return {
    id: `Jawabannya tidak dikenal (${code}). Periksa ${url}.`,
    en: `An unknown answer (${code}). See ${url}.`,
  };
}

const OPEN_API_VARIABLES = { key: 'BUKAOLSHOP_TOKEN', url: 'BUKAOLSHOP_OPEN_URL' };
const CLOSED_API_VARIABLES = { key: 'BUKAOLSHOP_API_KEY', url: 'BUKAOLSHOP_CLOSED_URL' };

/** GET /app/slide (Open API 1.1): the smallest list. Costs one request of the day's quota. */
export const checkOpenApi: UpstreamCheck = async (
  { bukaolshop: { openUrl, token } },
  platform,
  timeoutMs,
) => {
  const url = `${openUrl}/app/slide?token=${encodeURIComponent(token)}`;
  const answer = readBukaolshop(await call(platform, { method: 'GET', url, timeoutMs }), okAnswer);
  const name = ['Open API bukaOlshop', 'bukaOlshop Open API'] as const;
  return answer.kind === 'read'
    ? passed(...name)
    : failed(...name, describeFailure(statusOf(answer), OPEN_API_VARIABLES));
};

/**
 * GET /aplikasi/info_limit reports a figure that nobody explains (`quota/info-limit.ts`). It is barely documented, so
 * GET /aplikasi/info (Closed API 1.1) is the fallback.
 */
export const checkClosedApi: UpstreamCheck = async (
  { bukaolshop: { closedUrl, apiKey } },
  platform,
  timeoutMs,
) => {
  const name = ['Closed API bukaOlshop', 'bukaOlshop Closed API'] as const;
  const headers = { Authorization: `Bearer ${apiKey}` };
  const send = (path: string) =>
    call(platform, { method: 'GET', url: `${closedUrl}${path}`, headers, timeoutMs });
  const quota = readBukaolshop(await send('/aplikasi/info_limit'), infoLimitAnswer);
  if (quota.kind === 'read') {
    return passed(...name, `jumlah_request ${quota.value.jumlah_request}`);
  }
  const answer = readBukaolshop(await send('/aplikasi/info'), okAnswer);
  return answer.kind === 'read'
    ? passed(...name)
    : failed(...name, describeFailure(statusOf(answer), CLOSED_API_VARIABLES));
};

/** GET /aplikasi/info (Closed API 1.1): a small plan makes the proxy thrifty, and a plan ends. */
export const checkPlan: UpstreamCheck = async (
  { bukaolshop: { closedUrl, apiKey } },
  platform,
  timeoutMs,
) => {
  const name = ['Paket bukaOlshop', 'bukaOlshop plan'] as const;
  const headers = { Authorization: `Bearer ${apiKey}` };
  const url = `${closedUrl}/aplikasi/info`;
  const answer = readBukaolshop(
    await call(platform, { method: 'GET', url, headers, timeoutMs }),
    applicationInfo,
  );
  if (answer.kind !== 'read') {
    return note(...name, { id: 'Tidak terbaca.', en: 'Cannot be read.' });
  }
  const plan = answer.value;
  const left = daysLeft(plan, platform.now());
  if (left !== null && left < PLAN_ENDING_DAYS) {
    return note(...name, {
      id: `${plan.name}, berakhir ${plan.lastDay ?? ''}: perpanjang sebelum kuotanya mengecil.`,
      en: `${plan.name}, ends ${plan.lastDay ?? ''}: renew it before its quota shrinks.`,
    });
  }
  return isLimitedPlan(plan)
    ? note(...name, {
        id: `${plan.name}: 100 permintaan Open API sehari; proksi berhemat.`,
        en: `${plan.name}: 100 Open API requests a day; the proxy saves them.`,
      })
    : passed(...name, plan.name);
};

/** As returned by `statusOf`. */
const STATUS_OF_FAILURE = {
  unavailable: null,
  refused: 401,
  quota: 429,
  malformed: 0,
  'not-found': 404,
} as const satisfies Record<ReadFailure['code'], number | null>;

export async function checkProvider(provider: Provider): Promise<Finding> {
  const { title, ...variables } = PROVIDER_VARIABLES[provider.name];
  const read = await provider.checkAccess();
  if (read.kind === 'read') {
    const { balance } = read.value;
    return passed(title, title, balance === null ? undefined : `saldo ${formatRupiah(balance)}`);
  }
  const words = describeFailure(STATUS_OF_FAILURE[read.code], variables);
  if (provider.name !== 'lapakgaming' || read.code !== 'refused') {
    return failed(title, title, words);
  }
  return failed(title, title, {
    id: `${words.id} Alamat IP server ini juga harus terdaftar di Lapakgaming.`,
    en: `${words.en} This server's IP address has to be on Lapakgaming's list too.`,
  });
}

/** Tells a key for trials, so that nobody sells with it unknowingly. */
export function checkTrialKey({ name, facts }: Provider): Finding[] {
  if (!facts.isTrial) return [];
  const { title, key } = PROVIDER_VARIABLES[name];
  return [
    note(title, title, {
      id: `${key} adalah token uji coba: pesanannya bukan penjualan.`,
      en: `${key} is a token for trials: its orders are no sales.`,
    }),
  ];
}

/** Names the margin rules of products that the provider does not list: often a misspelt code. */
export async function checkMarginRules(
  provider: Provider,
  { providers }: MarginRules,
): Promise<Finding[]> {
  const codes = Object.keys(providers?.[provider.name]?.products ?? {});
  const read = codes.length > 0 ? await provider.listProducts() : null;
  if (read?.kind !== 'read') return [];
  const sold = new Set(read.value.map(({ code }) => code));
  const unknown = codes.filter((code) => !sold.has(code)).join(', ');
  if (unknown === '') return [];
  const { title } = PROVIDER_VARIABLES[provider.name];
  return [
    note(`Margin ${title}`, `Margin of ${title}`, {
      id: `Kode ini tidak ada di katalognya, jadi aturannya tidak berlaku: ${unknown}`,
      en: `These codes are not in its catalog, so their rules are for nothing: ${unknown}`,
    }),
  ];
}
