/** The simulated world of one seed: upstreams, nodes, shoppers, operator, and their faults. */
import { NOTES_IN_HISTORY } from '../../src/proxy/ledger/shop-facts.js';
import { createCallbackSecret } from '../../src/proxy/ledger/callback-secret.js';
import type { OrderRow } from '../../src/proxy/store/tables.js';
import type { Log } from '../../src/proxy/observability/log.js';
import { createKeys } from '../../src/proxy/crypto/keys.js';
import { readSettings } from '../../src/proxy/config/settings.js';
import { PROXY_ENV } from './proxy-env.js';
import { ProviderCallbacks } from './provider-callbacks.js';
import { createRandomSource, type RandomSource } from './random-source.js';
import { createAlternatesSigner } from './shoppers/alternates.js';
import { Auditor } from './invariants/auditor.js';
import { Books } from './invariants/books.js';
import { Network } from './network/network.js';
import { drawHistoryOutage, drawOutages, type Outage } from './network/outages.js';
import { learnedQuotaDays } from './learned-quota.js';
import { FAULTLESS_CLIENT, scheduleRestore } from './restore.js';
import { scheduleFaults } from './scheduled-faults.js';
import { HOUR, MINUTE, SECOND } from './units.js';
import { SimulatedNode, type NodeFaultRates } from './simulated-node.js';
import {
  createPlan,
  LATE_KINDS,
  SUPPLIER_FAULT_KINDS,
  type Plan,
  HISTORY_HIDING_KINDS,
  type FaultKind,
} from './fault-plan.js';
import { SimulatedOperator } from './simulated-operator.js';
import { Scheduler } from './scheduler.js';
import { SimulatedShopper } from './shoppers/simulated-shopper.js';
import type { StatementOutcome, SimulatedStore } from './simulated-store.js';
import { Trace } from './trace.js';
import { lowestPriceSince, changePrice } from './upstreams/catalog-items.js';
import { Bukaolshop, type Member } from './upstreams/bukaolshop.js';
import { createLapakgaming } from './upstreams/lapakgaming.js';
import { createLeuwongrr } from './upstreams/leuwongrr.js';
import { createSnapcart } from './upstreams/snapcart.js';
import { createShopAccount, type ShopAccount } from './upstreams/shop-account.js';
import type { ProviderOrder } from './upstreams/upstream.js';

const START_TIME = Date.UTC(2026, 0, 1);

/** ms from the start until the next day in Jakarta */
const FIRST_DAY_MS = 17 * HOUR;

/** ms from the start until all late effects have arrived */
const LATE_EFFECTS_ARRIVED_MS = 32 * HOUR;

export class SimulatedWorld {
  readonly plan: Plan;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly auditor: Auditor;
  readonly network: Network;
  readonly faultsEndAt: number;
  crashes = 0;
  readonly #random: RandomSource;
  readonly #store: SimulatedStore;
  readonly #bukaolshop: Bukaolshop;
  readonly #lapakgaming: ReturnType<typeof createLapakgaming>;
  readonly #snapcart: ReturnType<typeof createSnapcart>;
  readonly #leuwongrr: ReturnType<typeof createLeuwongrr>;
  readonly #callbacks: ProviderCallbacks;
  readonly #nodes = new Set<SimulatedNode>();
  readonly #operator: SimulatedOperator | null;
  /** the reasons of reviews, by order */
  readonly #reviews = new Map<string, string>();
  /** the outages of upstreams; some begin when something else fails */
  readonly #outages: Outage[];
  /** what is left of the Closed API's quota of the first day, in calls */
  readonly #quota: number;
  #startedNodes = 0;
  /** Whether the proxy is down for good, until somebody starts it again. */
  #isDown = false;

  constructor(seed: number, store: SimulatedStore, print: ((line: string) => void) | null) {
    this.#random = createRandomSource(seed);
    this.#store = store;
    this.plan = createPlan(this.#random.fork('plan'));
    this.scheduler = new Scheduler(START_TIME, () => store.nextAttemptAt());
    const { now } = this.scheduler;
    this.faultsEndAt = START_TIME + this.plan.faultsEndAfterMs;
    this.trace = new Trace(now, print);

    const lag = this.#drawReadDelay();
    this.#quota = this.#isOn('smallQuota') ? this.#random.fork('quota').integer(3, 25) : Infinity;
    this.#bukaolshop = new Bukaolshop({
      now,
      lag,
      catatanShowsNotes: !this.#isOn('hiddenNotes'),
      riwayatShowsNotes: this.plan.riwayatShowsNotes,
      catatanEmptyFrom: this.#isOn('emptyNotes')
        ? START_TIME + this.#random.integer(0, 5 * MINUTE)
        : Infinity,
      quota: this.#quota,
      nextDayAt: START_TIME + FIRST_DAY_MS,
      pageSize: this.#isOn('foreignChanges') || this.#isOn('longHistories') ? 10 : 100,
      // West of UTC, new rows look old.
      timeZoneMs: this.#random.fork('zone').pick([-10, -10, 7, 13]) * HOUR,
    });
    const upstreamParts = {
      now,
      lag,
      onOrderCreated: (order: ProviderOrder) => this.#callbacks.onOrderCreated(order),
    };
    const deduplicatesReferences = this.#random.withProbability(0.5);
    this.#lapakgaming = createLapakgaming({
      ...upstreamParts,
      deduplicatesReferences,
      account: this.#drawShopAccount('lapakgaming'),
    });
    this.#snapcart = createSnapcart({
      ...upstreamParts,
      account: this.#drawShopAccount('snapcart'),
    });
    this.#leuwongrr = createLeuwongrr(upstreamParts);
    if (this.#isOn('ordersByHand')) {
      for (const provider of [this.#lapakgaming, this.#snapcart]) provider.addOrdersByHand();
    }
    const books = new Books({ store, bukaolshop: this.#bukaolshop, providers: this.#providers });
    this.auditor = new Auditor({
      now,
      plan: this.plan,
      store,
      books,
      bukaolshop: this.#bukaolshop,
      lowestPriceSince: this.#lowestPriceSince,
      onReview: this.#onReview,
      onDelivered: ({ id }) => this.#operator?.onDelivered(id),
    });
    this.#operator = this.plan.hasOperator ? this.#createOperator(books) : null;
    this.#outages = drawOutages(this.#random, this.plan, START_TIME);
    this.network = new Network({
      plan: this.plan,
      random: this.#random.fork('network'),
      scheduler: this.scheduler,
      trace: this.trace,
      auditor: this.auditor,
      upstreams: {
        open: { handle: this.#bukaolshop.open },
        closed: { handle: this.#bukaolshop.closed },
        ...this.#providers,
      },
      outages: this.#outages,
      deduplicatesReferences,
      leaveDecoy: (call, isOpposite) => this.#bukaolshop.leaveDecoy(call, isOpposite),
      onTransferAnswerLost: this.#onTransferAnswerLost,
      areFaultsOver: this.#areFaultsOver,
      hasSuppliers: (call) => this.auditor.attempts.hasSuppliers(call),
      pickRunningNode: () => this.#pickRunningNode(),
    });
    this.#callbacks = new ProviderCallbacks({
      plan: this.plan,
      random: this.#random.fork('callbacks'),
      scheduler: this.scheduler,
      network: this.network,
      auditor: this.auditor,
      trace: this.trace,
      store,
    });
  }

  get #providers() {
    return {
      lapakgaming: this.#lapakgaming,
      snapcart: this.#snapcart,
      leuwongrr: this.#leuwongrr,
    };
  }

  /** Starts nodes and shoppers and schedules the faults. */
  async start(): Promise<void> {
    this.#store.clear();
    if (this.plan.knowsHistoryShowsNotes && !this.#isOn('hiddenNotes')) {
      this.#store.insertFact(NOTES_IN_HISTORY, START_TIME);
    }
    if (this.#quota < Infinity)
      learnedQuotaDays(this.#quota).forEach((day) => this.#store.insertQuotaDay(day));
    await this.#readCallbackSecret();
    for (let count = 0; count < this.plan.nodes; count++) this.#startNode();
    const allShoppers: SimulatedShopper[] = [];
    const addAlternates = createAlternatesSigner(readSettings(PROXY_ENV), this.scheduler.now);
    for (let number = 0; number < this.plan.shoppers; number++) {
      const shopper = new SimulatedShopper({
        member: this.#member(number),
        number,
        purchases: this.plan.purchases,
        maxClockSkewMs: this.plan.maxClockSkewMs,
        losesAnswers: this.#isOn('shopperLosses'),
        alternatesShare: SUPPLIER_FAULT_KINDS.some(this.#isOn) ? 1 : 0.3,
        random: this.#random.fork(`shopper ${number}`),
        scheduler: this.scheduler,
        network: this.network,
        auditor: this.auditor,
        allShoppers,
        addAlternates,
      });
      allShoppers.push(shopper);
      shopper.visit().catch((error: unknown) => this.auditor.recordFailure(error));
    }
    scheduleFaults({
      plan: this.plan,
      random: this.#random.fork('troubles'),
      scheduler: this.scheduler,
      areFaultsOver: this.#areFaultsOver,
      bukaolshop: this.#bukaolshop,
      pricesOf: (member) =>
        this.#store
          .listOrders()
          .flatMap(({ shopper, price }) => (shopper === member ? (price ?? []) : [])),
      catalogItems: [...this.#lapakgaming.catalogItems, ...this.#snapcart.catalogItems],
      pickRunningNode: () => this.#pickRunningNode(),
    });
    if (this.#isOn('restores')) {
      scheduleRestore({
        random: this.#random.fork('restore'),
        scheduler: this.scheduler,
        store: this.#store,
        trace: this.trace,
        auditor: this.auditor,
        stop: this.#stopAll,
        startAgain: this.#startAgain,
      });
    }
    this.scheduler.schedule(this.plan.faultsEndAfterMs + 24 * HOUR, () =>
      this.auditor.checkOverdue(),
    );
  }

  /** Stops all nodes. */
  stop(): void {
    for (const node of this.#nodes) node.stop();
  }

  /** Whether the history is known to show notes, and has no misleading rows. */
  readonly isClear = (): boolean =>
    this.plan.knowsHistoryShowsNotes && !HISTORY_HIDING_KINDS.some(this.#isOn);

  /** ms since 1970; a run ends when nothing is left to do */
  readonly endsAt = Infinity;

  /** the reasons of all reviews, by order */
  get reviews(): ReadonlyMap<string, string> {
    return this.#reviews;
  }

  #areFaultsOver = (): boolean => this.scheduler.now() >= this.faultsEndAt;
  #isOn = (kind: FaultKind): boolean => this.plan.faultKinds.has(kind);

  /** Draws the delay until a change is visible to reads, ms. */
  #drawReadDelay(): () => number {
    const maxDelayMs = this.#isOn('staleReads') ? this.#random.integer(SECOND, 3 * MINUTE) : 0;
    return () => (this.#areFaultsOver() ? 0 : maxDelayMs);
  }

  /** Draws a deposit that is filled once, and the time in which the key is refused. */
  #drawShopAccount(provider: string): ShopAccount {
    const { now } = this.scheduler;
    const random = this.#random.fork(`account at ${provider}`);
    const opening = this.#isOn('smallDeposits')
      ? random.pick([0, 12_000, 50_000, 70_000])
      : 100_000_000;
    const filledAt = START_TIME + random.integer(MINUTE, 30 * MINUTE);
    const refusedFrom = START_TIME + random.integer(0, 10 * MINUTE);
    const refusedUntil = Math.min(
      refusedFrom + random.integer(MINUTE, 20 * MINUTE),
      this.faultsEndAt,
    );
    return createShopAccount(
      () => opening + (now() < filledAt ? 0 : 200_000),
      () => this.#isOn('revokedKeys') && now() >= refusedFrom && now() < refusedUntil,
    );
  }

  #onTransferAnswerLost = (): void => {
    this.#raisePricesSoon();
    const random = this.#random.fork(`history ${String(this.network.calls)}`);
    if (this.#areFaultsOver() || !this.#isOn('outages') || random.withProbability(0.5)) return;
    this.#outages.push(drawHistoryOutage(random, this.scheduler.now()));
  };

  /** Raises Snapcart's prices while a debit is unclear; no maximum price can be sent to Snapcart. */
  #raisePricesSoon(): void {
    if (!this.#isOn('movedPrices')) return;
    const { now } = this.scheduler;
    for (const item of this.#snapcart.catalogItems) {
      this.scheduler.schedule(this.#random.integer(0, 20 * SECOND), () => {
        if (!this.#areFaultsOver()) changePrice(item, item.price + 1_000, now());
      });
    }
  }

  #lowestPriceSince = (item: string, since: number): number | null => {
    const catalogItem = this.#snapcart.catalogItems.find(({ code }) => code === item);
    return catalogItem ? lowestPriceSince(catalogItem, since) : null;
  };

  #onReview = (order: OrderRow): void => {
    const { id, reason } = order;
    if (!this.#reviews.has(id)) {
      this.#reviews.set(id, reason ?? 'held');
      this.#topUpSoon(order);
    }
    this.#operator?.onReview(id);
  };

  /** A shopper who gives the order up adds as much as it costs, to buy it again. */
  #topUpSoon({ shopper, price }: OrderRow): void {
    const member = this.#bukaolshop.members.get(shopper);
    if (!member || price === null || !this.#isOn('foreignChanges')) return;
    this.scheduler.schedule(this.#random.fork(shopper).integer(0, 30 * MINUTE), () =>
      this.#bukaolshop.addForeignTransfer(member, price),
    );
  }

  #createOperator(books: Books): SimulatedOperator {
    const { scheduler, trace, auditor } = this;
    const random = this.#random.fork('operator');
    const drawStatementOutcome = (): StatementOutcome => {
      if (this.#areFaultsOver()) return { kind: 'done' };
      const isDone = random.withProbability(0.5);
      if (this.#isOn('deaths') && random.withProbability(0.05)) return { kind: 'dead', isDone };
      if (this.#isOn('brokenStore') && random.withProbability(0.05))
        return { kind: 'broken', isDone };
      const ms =
        this.#isOn('slowStore') && random.withProbability(0.2) ? random.integer(50, 60_000) : 0;
      return ms > 0 ? { kind: 'slow', ms } : { kind: 'done' };
    };
    const hasLateEffects = LATE_KINDS.some(this.#isOn);
    const allEffectsArrivedAt = hasLateEffects ? START_TIME + LATE_EFFECTS_ARRIVED_MS : START_TIME;
    return new SimulatedOperator({
      store: this.#store,
      books,
      bukaolshop: this.#bukaolshop,
      scheduler,
      random,
      trace,
      auditor,
      // Created after the operator.
      network: { fetch: (...call) => this.network.fetch(...call) },
      settings: readSettings(PROXY_ENV),
      drawStatementOutcome,
      areFaultsOver: this.#areFaultsOver,
      allEffectsArrivedAt,
      plan: this.plan,
    });
  }

  #pickRunningNode(): SimulatedNode | null {
    const [first, ...others] = [...this.#nodes].filter(({ isAlive }) => isAlive);
    return first ? this.#random.pick([first, ...others]) : null;
  }

  #stopAll = (): void => {
    this.#isDown = true;
    for (const node of [...this.#nodes]) node.crash();
    this.#operator?.stop();
  };

  #startAgain = (): void => {
    this.#isDown = false;
    for (let count = 0; count < this.plan.nodes; count++) this.#startNode();
  };

  #startNode(): void {
    if (this.#isDown) return;
    this.#startedNodes += 1;
    const name = `node ${this.#startedNodes}`;
    const node: SimulatedNode = new SimulatedNode({
      name,
      env: PROXY_ENV,
      scheduler: this.scheduler,
      store: this.#store,
      random: this.#random.fork(name),
      faultRates: this.#drawFaultRates(),
      clockSkewMs: this.#random.integer(-this.plan.maxClockSkewMs, this.plan.maxClockSkewMs),
      areFaultsOver: this.#areFaultsOver,
      fetch: this.network.fetch,
      log: this.#log,
      wrote: this.auditor.checkWritten,
      committed: () => this.auditor.checkLedger(),
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

  #member(number: number): Member {
    const random = this.#random.fork(`member ${number}`);
    const saldo = random.pick([40_000, 300_000, 1_000_000]);
    const token = `user-token-${Buffer.from(random.bytes(9)).toString('hex')}`;
    const pin = random.withProbability(0.4) ? String(random.integer(300_000, 999_999)) : null;
    const id = String(130_173 + number);
    const email = `${id}@example.com`;
    const member = { id, token, email, pin, opening: saldo, saldo, lastChangeAt: -Infinity };
    this.#bukaolshop.members.set(id, member);
    this.auditor.registerSecret(token);
    if (pin !== null) this.auditor.registerPin(pin);
    return member;
  }

  /** Reads the secret as an operator does, who copies it from `etalase check` to Snapcart. */
  async #readCallbackSecret(): Promise<void> {
    const keys = createKeys(readSettings(PROXY_ENV), this.scheduler.now);
    const platform = { now: this.scheduler.now, randomBytes: this.#random.fork('secret').bytes };
    const client = this.#store.connect(FAULTLESS_CLIENT);
    this.#callbacks.secret = await createCallbackSecret(client, keys, platform)();
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
