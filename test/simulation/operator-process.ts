/**
 * One run of `etalase orders` beside the nodes: a process with its own connection to the store and its
 * own calls to the upstreams, which may crash at a statement.
 */
import type { Settings } from '../../src/proxy/config/settings.js';
import {
  createDecisionContext,
  type DecisionContext,
} from '../../src/proxy/orders/decisions/decision-context.js';
import type { Auditor } from './invariants/auditor.js';
import type { Network } from './network/network.js';
import type { NetworkCaller } from './network/network-caller.js';
import type { RandomSource } from './random-source.js';
import type { Scheduler } from './scheduler.js';
import type { StoreClient, SimulatedStore } from './simulated-store.js';

export interface OperatorProcessParts {
  readonly settings: Settings;
  readonly store: SimulatedStore;
  readonly scheduler: Scheduler;
  readonly random: RandomSource;
  readonly network: Pick<Network, 'fetch'>;
  readonly auditor: Pick<Auditor, 'checkWritten' | 'checkLedger'>;
  /** outcome of one of its statements */
  readonly drawStatementOutcome: StoreClient['drawStatementOutcome'];
}

export class OperatorProcess implements NetworkCaller, StoreClient {
  isAlive = true;
  readonly frozenUntil = 0;
  readonly hasOpenRequests = true;
  readonly names: ReadonlySet<string> = new Set();
  readonly name: string;
  readonly context: DecisionContext;
  readonly #parts: OperatorProcessParts;

  constructor(name: string, parts: OperatorProcessParts) {
    this.name = name;
    this.#parts = parts;
    const { settings, store, scheduler, random, network } = parts;
    this.context = createDecisionContext(settings, store.connect(this), {
      fetch: (url, init) => network.fetch(this, url, init),
      now: scheduler.now,
      setTimer: (ms, task) => scheduler.setTimer(ms, task, this),
      randomBytes: (count) => random.bytes(count),
    });
  }

  drawStatementOutcome = (sql: string) => this.#parts.drawStatementOutcome(sql);

  crashAtCall = (): null => null;

  pause = (ms: number): Promise<void> => this.#parts.scheduler.sleep(ms);

  crash = (): void => {
    this.isAlive = false;
    this.#parts.store.dropClient(this);
  };

  onWrite = (_sql: string, parameters: readonly unknown[]): void =>
    this.#parts.auditor.checkWritten(parameters);

  onCommit = (): void => this.#parts.auditor.checkLedger();
}
