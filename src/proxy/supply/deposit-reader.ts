/**
 * Reads a supplier's deposit, or whether it takes the shop's key, and records the answer for all nodes.
 * Concurrent reads share one call; an unreadable answer is recorded nowhere.
 */
import type { ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { Provider } from '../providers/provider.js';
import { SECOND_MS } from '../time.js';
import type { DepositReading } from './supply-store.js';

export interface DepositReaderParts {
  readonly now: Platform['now'];
  readonly recordReading: (reading: DepositReading) => Promise<void>;
  /** The supplier refused the shop's key. */
  readonly recordRefusal: (provider: ProviderName) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** ms without another read after one that failed */
const FAILURE_PAUSE_MS = 30 * SECOND_MS;

/** Reads once; resolves when the answer is recorded, or at once soon after a failure. */
export type ReadDeposit = (provider: Provider) => Promise<void>;

export function createDepositReader(parts: DepositReaderParts): ReadDeposit {
  const { now, recordReading, recordRefusal, onError } = parts;
  const underWay = new Map<ProviderName, Promise<void>>();
  /** ms since 1970 */
  const failedAt = new Map<ProviderName, number>();

  async function read(provider: Provider): Promise<void> {
    const startedAt = now();
    const result = await provider.checkAccess();
    if (result.kind === 'read') {
      const deposit = provider.facts.canReadDeposit ? result.value.balance : null;
      // A deposit may hold a fraction of a rupiah.
      const whole = deposit === null ? null : Math.floor(deposit);
      await recordReading({ provider: provider.name, deposit: whole, startedAt });
      return;
    }
    failedAt.set(provider.name, now());
    if (result.code === 'refused' && result.isKeyRefused) await recordRefusal(provider.name);
  }

  return (provider) => {
    const known = underWay.get(provider.name);
    if (known) return known;
    const sinceFailureMs = Math.abs(now() - (failedAt.get(provider.name) ?? -Infinity));
    if (sinceFailureMs < FAILURE_PAUSE_MS) return Promise.resolve();
    const promise = read(provider)
      .catch(onError)
      .finally(() => underWay.delete(provider.name));
    underWay.set(provider.name, promise);
    return promise;
  };
}
