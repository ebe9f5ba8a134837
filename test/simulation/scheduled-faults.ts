/** Faults that happen at times of their own: changed prices, vanished items, foreign transfers, crashes. */
import type { FaultKind, Plan } from './fault-plan.js';
import type { RandomSource } from './random-source.js';
import type { Scheduler } from './scheduler.js';
import type { SimulatedNode } from './simulated-node.js';
import { MINUTE, SECOND } from './units.js';
import type { Bukaolshop } from './upstreams/bukaolshop.js';
import { changePrice, type CatalogItem } from './upstreams/catalog-items.js';

export interface ScheduledFaultsParts {
  readonly plan: Plan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly areFaultsOver: () => boolean;
  readonly bukaolshop: Bukaolshop;
  /** the prices of a member's orders */
  readonly pricesOf: (member: string) => readonly number[];
  readonly catalogItems: readonly CatalogItem[];
  /** `null` when no node is running */
  readonly pickRunningNode: () => SimulatedNode | null;
}

export function scheduleFaults(parts: ScheduledFaultsParts): void {
  const { plan, random, scheduler, areFaultsOver, bukaolshop, catalogItems, pickRunningNode } =
    parts;
  const scheduleTimes = (kind: FaultKind, times: number, task: () => void) => {
    if (!plan.faultKinds.has(kind)) return;
    for (let count = 0; count < times; count++) {
      scheduler.schedule(random.integer(SECOND, 10 * MINUTE), () => {
        if (!areFaultsOver()) task();
      });
    }
  };
  scheduleTimes('movedPrices', 30, () => {
    const item = catalogItems[random.integer(0, catalogItems.length - 1)];
    if (!item) return;
    const price = Math.max(1_000, item.price + random.integer(-2_000, 3_000));
    changePrice(item, price, scheduler.now());
  });
  scheduleTimes('vanishedItems', 20, () => {
    const item = catalogItems[random.integer(0, catalogItems.length - 1)];
    if (item) item.isAvailable = !item.isAvailable;
  });
  scheduleTimes('foreignChanges', 15, () => {
    // Sometimes enough to fill a page of the history.
    const times = random.withProbability(0.2) ? 11 : 1;
    for (const member of bukaolshop.members.values()) {
      for (let time = 0; time < times; time++) {
        bukaolshop.addForeignTransfer(member, random.integer(-20, 20) * 500 || 500);
      }
    }
  });
  // A member adds saldo, by chance as much as an order costs.
  scheduleTimes('foreignChanges', 2, () => {
    for (const member of bukaolshop.members.values()) {
      const price = parts.pricesOf(member.id).at(-1);
      if (price !== undefined) bukaolshop.addForeignTransfer(member, price);
    }
  });
  scheduleTimes('longHistories', 3, () => {
    for (const member of bukaolshop.members.values()) {
      for (let time = 0; time < 60; time++) bukaolshop.addForeignTransfer(member, 500);
    }
  });
  scheduleTimes('deaths', 6, () => pickRunningNode()?.crash());
  scheduleTimes('freezes', 12, () =>
    pickRunningNode()?.freeze(random.integer(SECOND, 90 * SECOND)),
  );
  scheduler.schedule(plan.faultsEndAfterMs, () => {
    for (const item of catalogItems) item.isAvailable = true;
  });
}
