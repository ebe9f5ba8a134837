/** The world of a seed that sells through the shop's own checkout: bukaOlshop, its members and persons, and nodes. */
import { join } from 'node:path';
import { readSettings } from '../../../src/proxy/config/settings.js';
import { createKeys } from '../../../src/proxy/crypto/keys.js';
import { createCallbackSecret } from '../../../src/proxy/ledger/callback-secret.js';
import type { Log } from '../../../src/proxy/observability/log.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { FaultKind } from '../fault-plan.js';
import { learnedQuotaDays } from '../learned-quota.js';
import { Network } from '../network/network.js';
import { drawOutages } from '../network/outages.js';
import { referenceIn } from '../invariants/attempt-rules.js';
import { ProviderCallbacks } from '../provider-callbacks.js';
import { PROXY_ENV } from '../proxy-env.js';
import { createRandomSource, type RandomSource } from '../random-source.js';
import { FAULTLESS_CLIENT, scheduleRestore } from '../restore.js';
import { Scheduler } from '../scheduler.js';
import { SimulatedNode, type NodeFaultRates } from '../simulated-node.js';
import type { SimulatedStore } from '../simulated-store.js';
import { Trace } from '../trace.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import { changePrice } from '../upstreams/catalog-items.js';
import { createLapakgaming } from '../upstreams/lapakgaming.js';
import { createLeuwongrr } from '../upstreams/leuwongrr.js';
import { createShopAccount } from '../upstreams/shop-account.js';
import { createSnapcart } from '../upstreams/snapcart.js';
import {
  toText,
  type ProviderOrder,
  type Reply,
  type UpstreamCall,
} from '../upstreams/upstream.js';
import { scheduleBuyers } from './buyers.js';
import { CheckoutAuditor } from './checkout-auditor.js';
import { CheckoutBooks } from './checkout-books.js';
import { CheckoutOperator } from './checkout-operator.js';
import { createCheckoutPlan, type CheckoutPlan } from './checkout-plan.js';
import { Persons } from './persons.js';
import { CALLBACK_SECRET, ShopCallbacks } from './shop-callbacks.js';
import { Transactions } from './transactions.js';

const START_TIME = Date.UTC(2026, 0, 1);
/** ms from the start until the next day in Jakarta */
const FIRST_DAY_MS = 17 * HOUR;

const ENV = {
  ...PROXY_ENV,
  ETALASE_CATALOG: join(import.meta.dirname, 'catalog.json'),
  BUKAOLSHOP_CALLBACK_SECRET: CALLBACK_SECRET,
};

/** ms between two moments at which the sweeps of a node may begin, while faults come and long after */
const SWEEP_MS = 10 * MINUTE;
const LATE_SWEEP_MS = 6 * HOUR;
/** ms after the last fault from which whatever can wait is polled for from time to time only */
const BUSY_AFTER_FAULTS_MS = HOUR;
const SOON_MS = 10 * MINUTE;
const LATE_POLL_MS = 2 * HOUR;
/** ms after the last fault in which everything comes to its end, and is watched */
const WATCHED_MS = 30 * HOUR;

/** Faults that only a person can judge: gone, no longer worth its price, held, or a lie. */
const UNCLEAR_KINDS: readonly FaultKind[] = [
  'restores',
  'movedPrices',
  'vanishedItems',
  'lyingRefusals',
  'veryLateEffects',
];

const REFUSED: Reply = { status: 401, body: { code: 401, status: 'token salah' } };

export class CheckoutWorld {
  readonly plan: CheckoutPlan;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly auditor: CheckoutAuditor;
  readonly network: Network;
  readonly faultsEndAt: number;
  readonly books: CheckoutBooks;
  crashes = 0;
  readonly #random: RandomSource;
  readonly #store: SimulatedStore;
  readonly #transactions: Transactions;
  readonly #suppliers: ReturnType<typeof createSuppliers>;
  readonly #providerCallbacks: ProviderCallbacks;
  readonly #shopCallbacks: ShopCallbacks;
  readonly #persons: Persons;
  readonly #operator: CheckoutOperator | null;
  readonly #nodes = new Set<SimulatedNode>();
  /** the reasons of reviews, by order */
  readonly #reviews = new Map<string, string>();
  readonly #quota: number;
  #startedNodes = 0;
  #isDown = false;

  /** @param focus what is not drawn */
  constructor(
    seed: number,
    store: SimulatedStore,
    print: ((line: string) => void) | null,
    focus: Partial<CheckoutPlan> = {},
  ) {
    const random = createRandomSource(seed).fork('checkouts');
    this.#random = random;
    this.#store = store;
    this.plan = { ...createCheckoutPlan(random.fork('plan')), ...focus };
    this.scheduler = new Scheduler(START_TIME, () =>
      Math.min(this.#toLatePoll(store.nextAttemptAt() ?? Infinity), this.#nextSweepAt()),
    );
    const { plan, scheduler } = this;
    const { now } = scheduler;
    this.faultsEndAt = START_TIME + plan.faultsEndAfterMs;
    this.trace = new Trace(now, print);
    const { trace } = this;
    const maxLagMs = this.#isOn('staleReads') ? random.integer(SECOND, 3 * MINUTE) : 0;
    const lag = () => (this.#areFaultsOver() ? 0 : maxLagMs);
    this.#quota = this.#isOn('smallQuota') ? random.fork('quota').integer(10, 60) : Infinity;
    const words = random.fork('words');
    this.#transactions = new Transactions({
      now,
      lag,
      reopens: plan.reopens,
      showsPaidBack: plan.showsPaidBack,
      isStrange: () =>
        this.#isOn('contradictions') && !this.#areFaultsOver() && words.withProbability(0.1),
      quota: this.#quota,
      nextDayAt: START_TIME + FIRST_DAY_MS,
      onRead: (transaction, seen) => {
        this.books.recordRead(transaction, seen);
        if (!this.#areFaultsOver()) this.#persons.onRead(transaction);
      },
      onChange: (transaction) => this.#shopCallbacks.onChange(transaction),
    });
    const transactions = this.#transactions;
    const deduplicatesReferences = random.withProbability(0.5);
    this.#suppliers = createSuppliers(random.fork('suppliers'), {
      now,
      lag,
      deduplicatesReferences,
      isPoor: this.#isOn('smallDeposits'),
      isKeyRefused: () =>
        this.#isOn('revokedKeys') && !this.#areFaultsOver() && now() % HOUR < 5 * MINUTE,
      onOrderCreated: (order) => this.#providerCallbacks.onOrderCreated(order),
    });
    this.books = new CheckoutBooks(transactions, this.#suppliers);
    this.auditor = new CheckoutAuditor({
      now,
      plan,
      store,
      books: this.books,
      transactions,
      onReview: this.#onReview,
      onWrite: this.#onWrite,
      onPlacement: this.#onPlacement,
    });
    const { auditor } = this;
    this.network = new Network({
      plan,
      random: random.fork('network'),
      scheduler,
      trace,
      auditor,
      upstreams: {
        open: { handle: () => REFUSED },
        closed: { handle: transactions.handle },
        ...this.#suppliers,
      },
      outages: drawOutages(random.fork('outages'), plan, START_TIME),
      deduplicatesReferences,
      leaveDecoy: () => undefined,
      onTransferAnswerLost: () => undefined,
      areFaultsOver: this.#areFaultsOver,
      hasSuppliers: (call) => this.#hasSuppliers(call),
      pickRunningNode: () => this.#pickRunningNode(),
    });
    const { network } = this;
    const parts = { plan, scheduler, network, auditor, trace, store };
    this.#providerCallbacks = new ProviderCallbacks({ ...parts, random: random.fork('callbacks') });
    this.#shopCallbacks = new ShopCallbacks({
      ...parts,
      startedAt: START_TIME,
      random: random.fork('shop callbacks'),
    });
    this.#persons = new Persons({
      plan,
      random: random.fork('persons'),
      scheduler,
      transactions,
      trace,
    });
    this.#operator = plan.hasOperator
      ? new CheckoutOperator({
          settings: readSettings(ENV),
          store,
          scheduler,
          random: random.fork('operator'),
          network,
          auditor,
          books: this.books,
          drawStatementOutcome: () => ({ kind: 'done' }),
        })
      : null;
  }

  /** Starts nodes and buyers and schedules the faults. */
  async start(): Promise<void> {
    const { plan, scheduler, auditor, trace } = this;
    this.#store.clear();
    if (this.#quota < Infinity)
      learnedQuotaDays(this.#quota).forEach((day) => this.#store.insertQuotaDay(day));
    await this.#readCallbackSecret();
    for (let count = 0; count < plan.nodes; count++) this.#startNode();
    scheduleBuyers({
      plan,
      random: this.#random.fork('buyers'),
      scheduler,
      transactions: this.#transactions,
      recordWish: this.books.recordWish,
      onBought: (transaction) => {
        this.#persons.onBought(transaction);
        this.#shopCallbacks.scheduleForgeries(transaction);
      },
    });
    this.#scheduleFaults();
    if (this.#isOn('restores')) {
      scheduleRestore({
        random: this.#random.fork('restore'),
        scheduler,
        store: this.#store,
        trace,
        auditor,
        stop: this.#stopAll,
        startAgain: this.#startAgain,
      });
    }
    scheduler.schedule(plan.faultsEndAfterMs + 24 * HOUR, () => auditor.checkOverdue());
  }

  /** Stops all nodes. */
  stop(): void {
    for (const node of this.#nodes) node.stop();
  }

  /** Whether everything of an order can be found out: what it buys, and whether it was paid back. */
  readonly isClear = (order: OrderRow): boolean => {
    const transaction = this.books.transactionOf(order.payment_number);
    if (!transaction || UNCLEAR_KINDS.some(this.#isOn)) return false;
    return this.plan.showsPaidBack && this.books.isClear(transaction);
  };

  /** ms since 1970; what waits for a person waits for ever */
  get endsAt(): number {
    return this.faultsEndAt + WATCHED_MS;
  }

  /** the reasons of all reviews, by order */
  get reviews(): ReadonlyMap<string, string> {
    return this.#reviews;
  }

  /** Without callbacks nothing is due when a sweep must find something. */
  #nextSweepAt(): number {
    return nextMultiple(this.scheduler.now(), this.#isLate ? LATE_SWEEP_MS : SWEEP_MS);
  }

  #toLatePoll(dueAt: number): number {
    const isSoon = dueAt < this.scheduler.now() + SOON_MS;
    return isSoon || !this.#isLate ? dueAt : nextMultiple(dueAt, LATE_POLL_MS);
  }

  get #isLate(): boolean {
    return this.scheduler.now() > this.faultsEndAt + BUSY_AFTER_FAULTS_MS;
  }

  #areFaultsOver = (): boolean => this.scheduler.now() >= this.faultsEndAt;
  #isOn = (kind: FaultKind): boolean => this.plan.faultKinds.has(kind);

  #scheduleFaults(): void {
    const { scheduler, plan } = this;
    const random = this.#random.fork('troubles');
    const items = [
      ...this.#suppliers.lapakgaming.catalogItems,
      ...this.#suppliers.snapcart.catalogItems,
    ];
    const scheduleTimes = (kind: FaultKind, times: number, task: () => void) => {
      if (!this.#isOn(kind)) return;
      for (let count = 0; count < times; count++) {
        scheduler.schedule(random.integer(SECOND, 12 * MINUTE), () => {
          if (!this.#areFaultsOver()) task();
        });
      }
    };
    scheduleTimes('movedPrices', 20, () => {
      const item = items[random.integer(0, items.length - 1)];
      if (item)
        changePrice(
          item,
          Math.max(1_000, item.price + random.integer(-2_000, 3_000)),
          scheduler.now(),
        );
    });
    scheduleTimes('vanishedItems', 20, () => {
      const item = items[random.integer(0, items.length - 1)];
      if (item) item.isAvailable = !item.isAvailable;
    });
    scheduleTimes('deaths', 6, () => this.#pickRunningNode()?.crash());
    scheduleTimes('freezes', 12, () =>
      this.#pickRunningNode()?.freeze(random.integer(SECOND, 90 * SECOND)),
    );
    scheduler.schedule(plan.faultsEndAfterMs, () => {
      for (const item of items) item.isAvailable = true;
    });
  }

  #hasSuppliers(call: UpstreamCall): boolean {
    const order = this.#store.findOrder(referenceIn(call));
    return order !== undefined && (order.attempt_number > 1 || order.alternates !== null);
  }

  #onReview = (order: OrderRow): void => {
    if (!this.#reviews.has(order.id)) this.#reviews.set(order.id, order.reason ?? 'held');
    this.#operator?.onReview(order);
  };

  #onWrite = ({ body }: UpstreamCall): void => {
    const transaction = this.books.transactionOf(toText(body['nomor_pembayaran']));
    if (transaction && !this.#areFaultsOver()) this.#persons.onWrite(transaction);
  };

  #onPlacement = (reference: string): void => {
    const number = this.#store.findOrder(reference)?.payment_number ?? null;
    const transaction = this.books.transactionOf(number);
    if (transaction && !this.#areFaultsOver()) this.#persons.onPlacement(transaction);
  };

  #pickRunningNode(): SimulatedNode | null {
    const [first, ...others] = [...this.#nodes].filter(({ isAlive }) => isAlive);
    return first ? this.#random.pick([first, ...others]) : null;
  }

  #stopAll = (): void => {
    this.#isDown = true;
    for (const node of [...this.#nodes]) node.crash();
  };

  #startAgain = (): void => {
    this.#isDown = false;
    for (let count = 0; count < this.plan.nodes; count++) this.#startNode();
  };

  #startNode(): void {
    if (this.#isDown) return;
    this.#startedNodes += 1;
    const name = `node ${this.#startedNodes}`;
    const { scheduler, auditor, network, plan } = this;
    const node: SimulatedNode = new SimulatedNode({
      name,
      env: ENV,
      scheduler,
      store: this.#store,
      random: this.#random.fork(name),
      faultRates: this.#drawFaultRates(),
      clockSkewMs: this.#random.integer(-plan.maxClockSkewMs, plan.maxClockSkewMs),
      areFaultsOver: this.#areFaultsOver,
      fetch: network.fetch,
      log: this.#log,
      wrote: auditor.checkWritten,
      committed: auditor.checkLedger,
      onCrash: (dead) => this.#onNodeCrashed(dead),
    });
    this.#nodes.add(node);
    this.trace.add(name, 'starts');
  }

  #onNodeCrashed(node: SimulatedNode): void {
    this.crashes += 1;
    this.#nodes.delete(node);
    this.trace.add(node.name, 'dies');
    if (this.#isDown) return;
    const longest = this.#random.pick([SECOND, 30 * SECOND, 5 * MINUTE]);
    this.scheduler.schedule(this.#random.integer(100, longest), () => this.#startNode());
  }

  #drawFaultRates(): NodeFaultRates {
    const isMortal = this.#isOn('deaths');
    return {
      awaitsUntilCrash:
        isMortal && this.#random.withProbability(0.5) ? this.#random.integer(3, 150) : null,
      crashAtMoneyCall: isMortal ? 0.25 : 0,
      slowStatement: this.#isOn('slowStore') ? 0.02 : 0,
      brokenStatement: this.#isOn('brokenStore') ? 0.02 : 0,
    };
  }

  async #readCallbackSecret(): Promise<void> {
    const keys = createKeys(readSettings(ENV), this.scheduler.now);
    const platform = { now: this.scheduler.now, randomBytes: this.#random.fork('secret').bytes };
    const client = this.#store.connect(FAULTLESS_CLIENT);
    this.#providerCallbacks.secret = await createCallbackSecret(client, keys, platform)();
  }

  readonly #log: Log = {
    info: (event, fields) => this.#recordLogLine(event, fields),
    warn: (event, fields) => this.#recordLogLine(event, fields),
    error: (event, fields, error) => {
      this.#recordLogLine(event, fields);
      this.trace.add('log', `error ${error instanceof Error ? error.message : ''}`);
    },
  };

  #recordLogLine(event: string, fields: object = {}): void {
    const values: unknown[] = Object.values(fields);
    this.auditor.checkWritten(values);
    if (event !== 'answered') this.trace.add('log', `${event} ${values.join(' ')}`);
  }
}

const nextMultiple = (at: number, interval: number): number => Math.ceil(at / interval) * interval;

interface SuppliersParts {
  readonly now: () => number;
  readonly lag: () => number;
  readonly deduplicatesReferences: boolean;
  readonly isPoor: boolean;
  readonly isKeyRefused: () => boolean;
  readonly onOrderCreated: (order: ProviderOrder) => void;
}

function createSuppliers(random: RandomSource, parts: SuppliersParts) {
  const account = () => {
    const deposit = parts.isPoor ? random.pick([0, 12_000, 50_000]) : 100_000_000;
    return createShopAccount(() => deposit, parts.isKeyRefused);
  };
  return {
    lapakgaming: createLapakgaming({ ...parts, account: account(), sellsZonedGame: true }),
    snapcart: createSnapcart({ ...parts, account: account() }),
    leuwongrr: createLeuwongrr(parts),
  };
}
