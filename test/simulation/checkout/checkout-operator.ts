/** An operator who decides the reviews of checkouts with `etalase orders`, as the books of all sides show them. */
import type { Settings } from '../../../src/proxy/config/settings.js';
import { fillFields } from '../../../src/proxy/orders/decisions/fill-fields.js';
import {
  resolveReview,
  reviewOrder,
  type Decision,
} from '../../../src/proxy/orders/decisions/resolve-review.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import { OperatorProcess, type OperatorProcessParts } from '../operator-process.js';
import { HOUR, MINUTE } from '../units.js';
import { drawFields } from './buyers.js';
import { unitKey, type CheckoutBooks } from './checkout-books.js';

export interface CheckoutOperatorParts extends OperatorProcessParts {
  readonly settings: Settings;
  readonly books: CheckoutBooks;
}

const HOW = { by: 'operator', reason: 'so I say' };

export class CheckoutOperator {
  readonly #parts: CheckoutOperatorParts;
  #processes = 0;

  constructor(parts: CheckoutOperatorParts) {
    this.#parts = parts;
  }

  /** Called when an order enters review. */
  onReview({ id }: OrderRow): void {
    const { scheduler, random } = this.#parts;
    for (const at of [random.integer(MINUTE, HOUR), random.integer(2 * HOUR, 20 * HOUR)]) {
      scheduler.schedule(at, () => {
        this.#look(id).catch(() => undefined);
      });
    }
  }

  async #look(id: string): Promise<void> {
    const { store, books, random } = this.#parts;
    const order = store.findOrder(id);
    if (order?.state !== 'REVIEW') return;
    const process = new OperatorProcess(`operator-${(this.#processes += 1)}`, this.#parts);
    const wish = books.wishOf(order.transaction_id);
    // He has asked the member, who answers with an account that the note did not say.
    if (order.reason === 'note_unclear' && wish?.fields === null && random.withProbability(0.7)) {
      const fields = drawFields(wish, random);
      books.recordFields(order.transaction_id ?? '', fields);
      await fillFields(process.context, order, { ...fields }, HOW);
      return;
    }
    const decision = this.#decide(order);
    const review = await reviewOrder(process.context, order);
    // He may have delivered it by hand.
    const isByHand = decision === 'refund' && random.withProbability(0.15);
    const choice = isByHand ? 'delivered' : decision;
    await resolveReview(process.context, review, {
      ...HOW,
      decision: choice,
      isOverruling: isByHand,
    });
  }

  #decide(order: OrderRow): Decision {
    const { books, random } = this.#parts;
    if (random.withProbability(0.2)) return 'look-again';
    const transaction = books.transactionOf(order.payment_number);
    if (books.boughtOf(unitKey(order)).some(({ state }) => state === 'done')) return 'delivered';
    return (transaction?.paidBack.length ?? 0) > 0 ? 'refunded' : 'refund';
  }
}
