/**
 * One process of the real proxy in a simulated world. It may freeze, and it may crash at any await: at a
 * statement, at a call, or between them. After a crash its timers do not fire, its calls and statements
 * are never answered, and its transaction is rolled back.
 */
import { readSettings } from '../../src/proxy/config/settings.js';
import type { Log } from '../../src/proxy/observability/log.js';
import { openProxy, type Proxy } from '../../src/proxy/proxy.js';
import type { RandomSource } from './random-source.js';
import type { EventOwner, Scheduler } from './scheduler.js';
import type { StoreClient, StatementOutcome, SimulatedStore } from './simulated-store.js';

/** Probabilities of a node's faults. */
export interface NodeFaultRates {
  /** number of awaits until it crashes; `null`: no crash by count */
  readonly awaitsUntilCrash: number | null;
  /** probability of a crash at a call that moves money */
  readonly crashAtMoneyCall: number;
  readonly slowStatement: number;
  readonly brokenStatement: number;
}

export interface NodeParts {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly scheduler: Scheduler;
  readonly store: SimulatedStore;
  readonly random: RandomSource;
  readonly faultRates: NodeFaultRates;
  /** how far its clock is ahead of the true time, ms */
  readonly clockSkewMs: number;
  readonly areFaultsOver: () => boolean;
  readonly fetch: (node: SimulatedNode, url: string, init: RequestInit) => Promise<Response>;
  readonly log: Log;
  readonly wrote: (parameters: readonly unknown[]) => void;
  readonly committed: () => void;
  readonly onCrash: (node: SimulatedNode) => void;
}

export class SimulatedNode implements EventOwner, StoreClient {
  isAlive = true;
  frozenUntil = 0;
  /** requests that it has not answered yet */
  #openRequests = 0;
  /** the node names that it may have written to the store */
  readonly names = new Set<string>();
  readonly name: string;
  readonly proxy: Proxy;
  readonly #parts: NodeParts;
  /** called when it crashes */
  readonly #crashListeners = new Set<() => void>();
  #awaitsLeft: number;

  constructor(parts: NodeParts) {
    const { name, env, scheduler, store, random, faultRates, log } = parts;
    this.name = name;
    this.#parts = parts;
    this.#awaitsLeft = faultRates.awaitsUntilCrash ?? Infinity;
    this.proxy = openProxy(readSettings(env), {
      readFiles: () => readSettings(env),
      log,
      database: store.connect(this),
      platform: {
        fetch: (url, init) => parts.fetch(this, url, init),
        now: () => scheduler.now() + parts.clockSkewMs,
        setTimer: (ms, task) => scheduler.setTimer(ms, task, this),
        randomBytes: (count) => {
          const bytes = random.bytes(count);
          this.names.add(Buffer.from(bytes).toString('hex'));
          return bytes;
        },
      },
    });
  }

  drawStatementOutcome = (): StatementOutcome => {
    const { random, faultRates, areFaultsOver } = this.#parts;
    if (areFaultsOver()) return { kind: 'done' };
    if (this.#survivesAwait()) {
      if (random.withProbability(faultRates.brokenStatement))
        return { kind: 'broken', isDone: random.withProbability(0.5) };
      if (random.withProbability(faultRates.slowStatement))
        return { kind: 'slow', ms: this.#drawDelayMs() };
      return { kind: 'done' };
    }
    return { kind: 'dead', isDone: random.withProbability(0.5) };
  };

  /** Draws whether it crashes at this call, and whether before or after it. */
  crashAtCall = (movesMoney: boolean): 'before' | 'after' | null => {
    const { random, faultRates, areFaultsOver } = this.#parts;
    if (areFaultsOver()) return null;
    const doesCrash =
      !this.#survivesAwait() || (movesMoney && random.withProbability(faultRates.crashAtMoneyCall));
    return doesCrash ? random.pick(['before', 'after']) : null;
  };

  get hasOpenRequests(): boolean {
    return this.#openRequests > 0;
  }

  /** Its answer; `null` when it crashes before answering. */
  async handle(request: Request): Promise<Response | null> {
    this.#openRequests += 1;
    let reportCrash: () => void = () => undefined;
    const death = new Promise<null>((resolve) => (reportCrash = () => resolve(null)));
    this.#crashListeners.add(reportCrash);
    const answer = await Promise.race([this.proxy.fetch(request), death]);
    this.#crashListeners.delete(reportCrash);
    this.#openRequests -= 1;
    return this.isAlive ? answer : null;
  }

  pause = (ms: number): Promise<void> =>
    new Promise((resolve) => this.#parts.scheduler.schedule(ms, resolve, this));

  crash = (): void => {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#parts.store.dropClient(this);
    for (const task of this.#crashListeners) task();
    this.#parts.onCrash(this);
  };

  /** Stops it at the end of the run, which does not count as a crash. */
  stop(): void {
    this.isAlive = false;
    this.#parts.store.dropClient(this);
  }

  freeze(ms: number): void {
    this.frozenUntil = this.#parts.scheduler.now() + ms;
  }

  onWrite = (_sql: string, parameters: readonly unknown[]): void => this.#parts.wrote(parameters);

  onCommit = (): void => this.#parts.committed();

  #survivesAwait(): boolean {
    this.#awaitsLeft -= 1;
    return this.#awaitsLeft > 0;
  }

  /** Mostly seconds; sometimes longer than the send deadline of an intent, or than a lease. */
  #drawDelayMs(): number {
    const { random } = this.#parts;
    return random.withProbability(0.8) ? random.integer(50, 8_000) : random.integer(8_000, 60_000);
  }
}
