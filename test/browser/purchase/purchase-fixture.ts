/** A purchase client on a storage, a clock, a page and a proxy that a test controls. */
import { createPurchaseClient } from '../../../src/purchase/open-purchase-client.js';
import type { Outcome, PurchaseClient } from '../../../src/purchase/purchase-client.js';
import type { PageVisibility } from '../../../src/purchase/orders/page-visibility.js';
import type { BrowserPlatform } from '../../../src/stores/platform.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { createStorage } from '../stores/store-fixture.js';
import { FakeProxy, SHOPPER } from './fake-proxy.js';

/** A page that a test hides and shows. */
export class FakePage extends EventTarget implements PageVisibility {
  visibilityState: DocumentVisibilityState = 'visible';

  become(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

export interface PurchaseFixture {
  readonly proxy: FakeProxy;
  readonly storage: Storage;
  readonly page: FakePage;
  /** every wait so far, ms; none takes any time */
  readonly waitsMs: number[];
  /** how far the phone's clock is ahead of the proxy's, ms */
  clockSkewMs: number;
  purchase: PurchaseClient;
  /** Acts as a page load: only the storage stays. */
  reload(shopper?: { readonly id: string; readonly token: string } | null): PurchaseClient;
}

export function createPurchaseFixture(parts: Partial<BrowserPlatform> = {}): PurchaseFixture {
  const proxy = new FakeProxy();
  const storage = createStorage();
  const page = new FakePage();
  const waitsMs: number[] = [];
  const open = (shopper: { readonly id: string; readonly token: string } | null) =>
    createPurchaseClient({ proxy: proxy.base, shopper }, page);
  setPlatform({
    fetch: proxy.fetch,
    now: () => proxy.nowMs + fixture.clockSkewMs,
    random: () => 0,
    wait: (ms) => {
      waitsMs.push(ms);
      return Promise.resolve();
    },
    timeout: 500,
    backoff: 100,
    storage: () => storage,
    ...parts,
  });
  const fixture: PurchaseFixture = {
    ...{ proxy, storage, page, waitsMs, clockSkewMs: 0 },
    purchase: open(SHOPPER),
    reload: (shopper = SHOPPER) => (fixture.purchase = open(shopper)),
  };
  return fixture;
}

export const neverAborted = (): AbortSignal => new AbortController().signal;

export const FIELDS = { user_id: '12345678', zone_id: '1234' } as const;

/** The value of a successful outcome. */
export const valueOf = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};

/** A quote for 86 Diamonds. */
export async function requestQuote({ purchase }: PurchaseFixture): Promise<string> {
  const outcome = await purchase.quote('lapakgaming:ML', 'ML86', FIELDS, neverAborted());
  return valueOf(outcome).quote;
}
