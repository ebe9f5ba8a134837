/** What the provider says that an order took from the shop's deposit, beside the cost of the quote. */
import type { OrderChange } from '../../ledger/order-changes.js';
import type { OrderRow } from '../../store/tables.js';

export interface Charge {
  readonly change: Pick<OrderChange, 'charged_cost'>;
  /** Whether it is another amount than the price was made from: the shop's profit is another too. */
  readonly differs: boolean;
  /** for the event */
  readonly note: string;
}

export function describeCharge({ cost }: OrderRow, charged: number | undefined): Charge {
  if (charged === undefined) return { change: {}, differs: false, note: '' };
  const differs = cost !== null && charged !== cost;
  const note = differs ? `took ${String(charged)}, quoted ${String(cost)}` : '';
  return { change: { charged_cost: charged }, differs, note };
}

export const withNote = (word: string, { note }: Charge): string =>
  note === '' ? word : `${word}; ${note}`;
