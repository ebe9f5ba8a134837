/** Whether what an order buys can be bought now, for the quoted cost. */
import type { OrderReason } from '../../contract.js';

export type ItemAvailability =
  | {
      readonly kind: 'available';
      readonly cost: number | null;
      /** of a bill: the column of its inquiry */
      readonly inquiry: string | null;
    }
  | { readonly kind: 'unavailable'; readonly reason: OrderReason }
  | { readonly kind: 'unreachable' };
