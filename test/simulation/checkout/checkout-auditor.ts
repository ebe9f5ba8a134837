/** Compares the ledger of a world of checkouts with the books of all sides, at every call and event, and at the end. */
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { SentCall } from '../invariants/sending-rules.js';
import { ViolationRecorder, type Violation } from '../invariants/violation-recorder.js';
import type { CallRules } from '../network/call-rules.js';
import type { CallKind } from '../network/faults.js';
import type { NetworkCaller } from '../network/network-caller.js';
import { referenceIn } from '../invariants/attempt-rules.js';
import type { SimulatedStore } from '../simulated-store.js';
import { MINUTE } from '../units.js';
import type { ProviderOrder, UpstreamCall, UpstreamName } from '../upstreams/upstream.js';
import { CheckoutEndRules } from './checkout-end-rules.js';
import type { CheckoutBooks } from './checkout-books.js';
import { CheckoutLedgerRules } from './checkout-ledger-rules.js';
import type { CheckoutPlan } from './checkout-plan.js';
import { CheckoutSendingRules } from './checkout-sending-rules.js';
import type { Transaction, Transactions } from './transactions.js';

export interface CheckoutAuditorParts {
  readonly now: () => number;
  readonly plan: CheckoutPlan;
  readonly store: SimulatedStore;
  readonly books: CheckoutBooks;
  readonly transactions: Transactions;
  /** Called when an order enters review. */
  readonly onReview: (order: OrderRow) => void;
  /** Called when a node changes a transaction. */
  readonly onWrite: (call: UpstreamCall) => void;
  /** Called when a node orders at a supplier. */
  readonly onPlacement: (reference: string) => void;
}

/** ms for which a placement is searched for */
const PLACEMENT_SEARCH_MS = 30 * MINUTE;

export class CheckoutAuditor implements CallRules {
  readonly #parts: CheckoutAuditorParts;
  readonly #violations = new ViolationRecorder();
  readonly #sending: CheckoutSendingRules;
  readonly #ledger: CheckoutLedgerRules;
  readonly #ends: CheckoutEndRules;
  /** texts that must never be stored or logged in plain */
  readonly #secrets = new Set<string>();
  readonly #placedAt = new Map<string, number>();
  #events = 0;
  #checkoutEvents = 0;
  #calls = 0;

  constructor(parts: CheckoutAuditorParts) {
    this.#parts = parts;
    const violations = this.#violations;
    this.#sending = new CheckoutSendingRules({ ...parts, violations });
    this.#ledger = new CheckoutLedgerRules({ ...parts, violations });
    this.#ends = new CheckoutEndRules({ ...parts, violations });
  }

  get violation(): Violation | null {
    return this.#violations.violation;
  }

  readonly attempts = {
    recordPause: (): void => undefined,
    recordLie: (reference: string): void => this.#parts.books.markLie(reference),
  };

  registerSecret(text: string): void {
    this.#secrets.add(text);
  }

  /** Records an error of the simulation itself. */
  recordFailure(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#violations.require(false, 'the simulation works', () => message);
  }

  /** Checks what is written to the store or the log for secrets. */
  checkWritten = (values: readonly unknown[]): void => {
    for (const value of values) {
      if (typeof value !== 'string') continue;
      const isLeaked = [...this.#secrets].some((secret) => value.includes(secret));
      this.#violations.require(!isLeaked, 'nothing secret in plain', () => value.slice(0, 200));
    }
  };

  checkRedirect(redirect: RequestRedirect, { path }: UpstreamCall): void {
    this.#violations.require(redirect === 'manual', 'no call follows a redirect', () => path);
  }

  checkSend(
    node: NetworkCaller,
    name: UpstreamName,
    kind: CallKind['kind'],
    call: UpstreamCall,
  ): SentCall | null {
    const isOfOrder = call.path === '/transaksi/id' || call.path === '/member/saldo';
    if (name === 'closed' && isOfOrder) this.#calls += 1;
    switch (kind) {
      case 'read':
        return null;
      case 'saldo':
        this.#violations.require(false, 'no saldo is changed', () => JSON.stringify(call.body));
        return null;
      case 'status':
        this.#parts.onWrite(call);
        return this.#sending.checkWrite(node, call);
      case 'order': {
        const at = this.#parts.now();
        const order = referenceIn(call);
        this.#placedAt.set(order, at);
        this.#sending.checkPlacement(node, call);
        this.#parts.onPlacement(order);
        return { order, what: 'order', member: null, at, endedAt: null, ending: 'in-flight' };
      }
    }
  }

  ended(sent: SentCall, ending: SentCall['ending']): void {
    sent.ending = ending;
  }

  refusedPin(): void {
    // No PIN is asked for.
  }

  checkEffects(): void {
    for (const transaction of this.#parts.transactions.all) this.#checkPaidBack(transaction);
  }

  /** Called when an order at a supplier is created or ends. */
  checkProviderOrder({ reference, at }: ProviderOrder): void {
    const { books } = this.#parts;
    if (at - (this.#placedAt.get(reference) ?? at) > PLACEMENT_SEARCH_MS) books.markLate(reference);
    const key = books.keyOf(reference);
    this.#violations.require(key !== null, 'every order is of a paid piece', () => reference);
    if (key === null) return;
    const live = books.liveOf(key);
    this.#violations.require(live.length <= 1, 'no piece is bought twice', () => key);
  }

  /** Called on each commit, to compare the ledger with the books of that moment. */
  checkLedger = (): void => {
    const { store } = this.#parts;
    if (store.isInTransaction || !store.takeHasNewEvents()) return;
    for (const event of store.listCheckoutEventsAfter(this.#checkoutEvents)) {
      this.#checkoutEvents += 1;
      this.#ledger.checkCheckoutEvent(event);
    }
    for (const event of store.listEventsAfter(this.#events)) {
      this.#events += 1;
      this.#ledger.checkOrderEvent(event);
    }
  };

  /** Called when a backup came back. */
  onRestored(): void {
    const { store } = this.#parts;
    this.#events = store.listEventsAfter(0).length;
    this.#checkoutEvents = store.listCheckoutEventsAfter(0).length;
    this.#ledger.restart();
  }

  /** A day after the last fault nothing is open. */
  checkOverdue(): void {
    this.#ends.checkOverdue();
  }

  /** Checks the final state, when no event is left. */
  checkEnd(): void {
    this.checkLedger();
    this.#ends.check(this.#calls);
  }

  #checkPaidBack({ number, paidBack, changes }: Transaction): void {
    const { plan } = this.#parts;
    const own = paidBack.filter(({ by }) => by === 'proxy');
    const [first] = paidBack;
    const last = own.at(-1);
    if (!first || !last || first === last) return;
    // A person may have made it paid once more. Without the documented text nobody could see that it was paid back.
    const isPaidAgain = changes.some(
      ({ at, by, paid }) => at > first.at && by === 'person' && paid === 'lunas',
    );
    const isHidden = first.by === 'person' && !plan.showsPaidBack;
    const detail = () => `${number}: ${String(paidBack.length)} times`;
    this.#violations.require(isPaidAgain || isHidden, 'nothing is paid back twice', detail);
  }
}
