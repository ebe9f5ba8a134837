/** A checkout whose proxy, clock and memory are driven by hand: nothing happens until a test says so. */
import { setImmediate } from 'node:timers/promises';
import type { Order, ShelfItem, ShelfProduct, Quote } from '../../../../src/proxy/contract.js';
import { Checkout } from '../../../../src/purchase/checkout/checkout.js';
import type {
  CheckoutState,
  OrderRef,
  PurchaseRequest,
} from '../../../../src/purchase/checkout/state.js';
import type {
  Failure,
  Intent,
  Outcome,
  PurchaseClient,
  PurchaseError,
} from '../../../../src/purchase/purchase-client.js';

export const NOW_MS = Date.UTC(2026, 0, 1);
export const PIN = '402938';
export const PRICE = 21_000;

const ITEM: ShelfItem = {
  ...{ id: 'lapakgaming:86 Diamonds', name: '86 Diamonds', group: null, price: PRICE },
  ...{ available: true, seconds: null, checkout_url: null },
};

const PRODUCT: ShelfProduct = {
  ...{ id: 'lapakgaming:ML', title: 'Mobile Legends', category: 'game', kind: 'game' },
  ...{ image: null, note: null, description: null, instruction: null },
  fields: [{ name: 'user_id', label: 'User ID', type: 'number', required: true }],
  items: [ITEM],
  read_at: '2026-01-01T00:00:00.000Z',
};

export const REQUEST: PurchaseRequest = {
  product: PRODUCT,
  item: ITEM,
  fields: { user_id: '12345678' },
};

export const ORDER: Order = {
  id: 'ord-1',
  number: 'TU-7F3K-92QD',
  status: 'received',
  provider: 'lapakgaming',
  product: 'ML',
  item: 'ML86',
  fields: REQUEST.fields,
  price: PRICE,
  message: null,
  reason: null,
  title: PRODUCT.title,
  name: '86 Diamonds',
  invoice_url: null,
  voucher: null,
  created_at: '2025-12-31T17:00:00.000Z',
  updated_at: '2025-12-31T17:00:00.000Z',
};

export const fail = (code: PurchaseError, more: Partial<Failure> = {}): Failure => ({
  ...more,
  ok: false,
  code,
});

interface PendingCall<A, T> {
  readonly args: A;
  readonly answer: (outcome: T) => void;
}

/** Calls wait for the test's answer, the oldest first. */
class CallQueue<A, T> {
  readonly all: PendingCall<A, T>[] = [];
  private answered = 0;

  call(args: A): Promise<T> {
    return new Promise((answer) => this.all.push({ args, answer }));
  }

  get last(): A {
    const call = this.all.at(-1);
    if (!call) throw new Error('Nothing was called.');
    return call.args;
  }

  async answer(outcome: T): Promise<void> {
    const call = this.all[this.answered];
    if (!call) throw new Error('No call waits for an answer.');
    this.answered += 1;
    call.answer(outcome);
    await setImmediate();
  }
}

interface FollowedOrder {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly notify: (outcome: Outcome<Order>) => void;
}

interface Wait {
  readonly ms: number;
  readonly end: () => void;
}

export class CheckoutFixture {
  readonly quotes = new CallQueue<{ signal: AbortSignal }, Outcome<Quote>>();
  readonly payments = new CallQueue<{ intent: Intent; pin: string | null }, Outcome<Order>>();
  readonly lookups = new CallQueue<null, Outcome<Order> | null>();
  readonly follows: FollowedOrder[] = [];
  readonly waits: Wait[] = [];
  /** Every state since the beginning. */
  readonly states: CheckoutState[] = [];
  remembered: OrderRef | null = null;
  isSoldHere = true;
  readonly checkout: Checkout;

  constructor() {
    const client: Pick<PurchaseClient, 'quote' | 'placeOrder' | 'resolveIntents' | 'followOrder'> =
      {
        quote: (_product, _item, _fields, signal) => this.quotes.call({ signal }),
        placeOrder: (intent, pin) => this.payments.call({ intent, pin }),
        resolveIntents: () => this.lookups.call(null),
        followOrder: (id, signal, notify) => this.follows.push({ id, signal, notify }),
      };
    this.checkout = new Checkout({
      client,
      platform: () => ({
        now: () => NOW_MS,
        wait: (ms) => new Promise((end) => this.waits.push({ ms, end })),
      }),
      memory: {
        order: () => this.remembered,
        saveOrder: (order) => (this.remembered = order),
      },
      isSoldHere: () => this.isSoldHere,
    });
    this.checkout.$state.listen((state) => this.states.push(state));
  }

  get state(): CheckoutState {
    return this.checkout.$state.get();
  }

  /** Calls to the proxy so far. */
  get callCount(): number {
    return [this.quotes, this.payments, this.lookups].reduce(
      (sum, { all }) => sum + all.length,
      this.follows.length,
    );
  }

  /** A page without an order of an earlier one. */
  async attach(): Promise<void> {
    this.checkout.resume();
    await this.lookups.answer(null);
  }

  /** Leaves the page, and comes back. */
  reattach(): void {
    this.checkout.detach();
    this.checkout.resume();
  }

  answerQuote(price: number | null = PRICE, expiresMs = NOW_MS + 300_000): Promise<void> {
    const quote = `quote-${this.quotes.all.length}`;
    const expires_at = new Date(expiresMs).toISOString();
    return this.quotes.answer({ ok: true, value: { quote, price, expires_at } });
  }

  placeOrder(order = ORDER): Promise<void> {
    return this.payments.answer({ ok: true, value: order });
  }

  tell(outcome: Outcome<Order>): void {
    this.follows.at(-1)?.notify(outcome);
  }

  /** Ends the wait that began last, and gives its length in ms. */
  async endWait(): Promise<number> {
    const wait = this.waits.at(-1);
    if (!wait) throw new Error('Nothing waits.');
    wait.end();
    await setImmediate();
    return wait.ms;
  }

  async open(): Promise<void> {
    await this.attach();
    this.checkout.open(REQUEST);
  }

  async becomeReady(): Promise<void> {
    await this.open();
    await this.answerQuote();
  }

  async pay(pin: string | null = PIN): Promise<void> {
    await this.becomeReady();
    this.checkout.pay(pin);
  }

  async becomeUnclear(): Promise<void> {
    await this.pay();
    await this.payments.answer(fail('timeout'));
  }

  /** The sheet has become the order's receipt. */
  async showReceipt(): Promise<void> {
    await this.pay();
    await this.placeOrder();
  }

  /** The order is shown in place of the choice. */
  async track(order = ORDER): Promise<void> {
    await this.pay();
    this.checkout.closeSheet();
    await this.placeOrder(order);
  }
}

/** A state's name, with what its status leaves open. */
export function nameOf(state: CheckoutState): string {
  switch (state.status) {
    case 'paying':
      return state.isSheetOpen ? 'paying' : 'paying, closed';
    case 'unclear':
      if (!state.request) return 'looking up';
      return state.isSheetOpen ? 'unclear' : 'unclear, closed';
    case 'tracking':
      if (state.order) return state.isSheetOpen ? 'receipt' : 'tracking';
      return state.problem ? 'unreadable' : 'reading';
    default:
      return state.status;
  }
}
