import type { ShopContent } from '../content/shop-content.js';
import { FaultPlan, type Api, type Fault } from '../faults/fault-plan.js';
import type { Clock, Platform } from '../platform.js';
import { callbackSecretOf } from '../proxy-settings.js';
import type { BackendState } from '../state/backend-state.js';
import { quotaDay } from '../wib-time.js';
import type { BackendSettings } from './backend-settings.js';
import { ShopBackend } from './shop-backend.js';

/** One request to an API, as the log reports it. */
export interface LoggedRequest {
  readonly api: Api;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly method: string;
  /** Relative to the API's base, for instance to `/v1`. */
  readonly path: string;
  /** Without `token` and `token_user`. */
  readonly query: Readonly<Record<string, string>>;
  /** Fields of the body, without `pin`. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Null while the response is pending, and when there was none. */
  status: number | null;
}

export interface ShopOptions extends Platform {
  readonly token: string;
  readonly content: ShopContent;
  /** The path of its own pages; unlike the token it is no secret. */
  readonly storefrontPath: string;
  /** Open API requests a day; null: no limit. */
  readonly quota: number | null;
  readonly faults?: readonly Fault[];
  readonly settings: BackendSettings;
  readonly state: BackendState;
}

interface RequestToLog {
  readonly api: Api;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const MAX_LOG_ENTRIES = 10_000;
const SECRET_FIELDS = new Set(['token', 'token_user', 'pin']);

const withoutSecrets = <Value>(
  entries: Iterable<readonly [string, Value]>,
): Record<string, Value> =>
  Object.fromEntries([...entries].filter(([name]) => !SECRET_FIELDS.has(name)));

/**
 * One shop of the sandbox: its Open API content, its backend, its faults and its request log. It knows
 * nothing of routes or of the format of any API.
 */
export class Shop {
  readonly token: string;
  readonly content: ShopContent;
  readonly quota: number | null;
  readonly backend: ShopBackend;
  readonly #now: Clock;
  #faults: FaultPlan;
  #requests: LoggedRequest[] = [];
  #counts = new Map<Api, number>();
  #day = '';

  constructor({
    token,
    content,
    storefrontPath,
    quota,
    faults = [],
    settings,
    state,
    ...platform
  }: ShopOptions) {
    this.token = token;
    this.content = content;
    this.quota = quota;
    this.#now = platform.now;
    this.#faults = new FaultPlan(faults);
    this.backend = new ShopBackend({
      ...platform,
      content,
      storefrontPath,
      settings,
      state,
      callbackSecret: callbackSecretOf(token),
      faults: () => this.#faults,
      closedApiRequestsToday: () => this.#countOf('closed'),
    });
  }

  get faults(): FaultPlan {
    return this.#faults;
  }

  /** Replaces all faults and resets their counters. */
  setFaults(faults: readonly Fault[]): void {
    this.#faults = new FaultPlan(faults);
  }

  /** Counts and logs a request. The caller sets the entry's status once the response is known. */
  record({ api, method, path, query, fields = {} }: RequestToLog): LoggedRequest {
    const now = this.#now();
    this.#resetOnNewDay(now);
    this.#counts.set(api, this.#countOf(api) + 1);
    const entry: LoggedRequest = {
      api,
      at: new Date(now).toISOString(),
      method,
      path,
      query: withoutSecrets(query),
      fields: withoutSecrets(Object.entries(fields)),
      status: null,
    };
    this.#requests.push(entry);
    if (this.#requests.length > MAX_LOG_ENTRIES) this.#requests.shift();
    return entry;
  }

  get isQuotaExhausted(): boolean {
    return this.quota !== null && this.#countOf('open') > this.quota;
  }

  /** Today's count and the logged requests of one API; only the Open API has a quota here. */
  log(api: Api): { count: number; quota: number | null; requests: readonly LoggedRequest[] } {
    this.#resetOnNewDay(this.#now());
    return {
      count: this.#countOf(api),
      quota: api === 'open' ? this.quota : null,
      requests: this.#requests.filter((request) => request.api === api),
    };
  }

  /** Clears the log and resets the day's counts. */
  clearLog(): void {
    this.#requests = [];
    this.#counts.clear();
  }

  #countOf(api: Api): number {
    return this.#counts.get(api) ?? 0;
  }

  #resetOnNewDay(now: number): void {
    const day = quotaDay(now);
    if (day === this.#day) return;
    this.#day = day;
    this.#counts.clear();
  }
}
