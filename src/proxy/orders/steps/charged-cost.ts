/** What the provider says that an order took from the shop's deposit, beside the cost of the quote. */
import type { ScheduledChange } from '../../ledger/order-changes.js';
import type { OrderRow } from '../../store/tables.js';

export interface Charge {
  /** It alarms of another amount than the price was made from: the shop's profit is another too. */
  readonly change: Pick<ScheduledChange, 'charged_cost' | 'alarm'>;
  /** for the event */
  readonly note: string;
}

export function describeCharge({ cost }: OrderRow, charged: number | undefined): Charge {
  if (charged === undefined) return { change: {}, note: '' };
  const differs = cost !== null && charged !== cost;
  if (!differs) return { change: { charged_cost: charged }, note: '' };
  const note = `took ${String(charged)}, quoted ${String(cost)}`;
  return { change: { charged_cost: charged, alarm: 'cost-differs' }, note };
}

export const withNote = (word: string, { note }: Charge): string =>
  note === '' ? word : `${word}; ${note}`;
