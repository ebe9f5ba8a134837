/** A workshop with two pages and a theme, whose servers, clock, storage and address bar are a test's. */
import { readStartingPoint } from '../../../src/workshop/code/starting-point.js';
import type { Place } from '../../../src/workshop/place.js';
import { createWorkshop, type Workshop } from '../../../src/workshop/state.js';
import { createStorage } from '../stores/store-fixture.js';

const PAGE_TEXTS = {
  'whole-shop.html': `<!-- Toko utuh · Whole shop: semua. · everything. -->
    <!doctype html><html lang="id"><body>
    <script type="module" src="https://PROKSI-ANDA/etalase/latest.js"></script>
    <etalase-shop token="TOKEN_TOKO" id-user="{{id_user}}" token-user="{{token_user}}"></etalase-shop>
    </body></html>`,
  'promo.html': `<!-- Promo · Promo: diskon. · discounts. -->
    <!doctype html><html lang="id"><body><style>main { max-width: 720px; }</style>
    <script type="module" src="https://PROKSI-ANDA/etalase/latest.js"></script>
    <etalase-shop token="TOKEN_TOKO" id-user="{{id_user}}" token-user="{{token_user}}"><main class="sale">
    <h1>Lebih hemat</h1><etalase-search></etalase-search>
    <etalase-products category="ID_KATEGORI" sort="discount"><h2 slot="header">Diskon</h2></etalase-products>
    </main></etalase-shop></body></html>`,
};

const THEME = `/* Senja · Dusk */
etalase-shop { --etalase-accent: #a03048; --etalase-surface: #fff8f5; }
@media (prefers-color-scheme: dark) { etalase-shop { --etalase-surface: #201a1c; } }`;

export const PAGES = Object.entries(PAGE_TEXTS).map(([path, text]) =>
  readStartingPoint(path, text),
);
export const THEMES = [readStartingPoint('senja.css', THEME)];
export const SCRIPT = 'https://hosting.example/etalase/latest.js';

export const SANDBOX_PLACE: Place = {
  scripts: [],
  proxy: '',
  sandbox: {
    api: 'https://demo.example/api/v1',
    proxy: 'https://demo.example/proxy',
    token: 'demo',
    shopper: { id_user: '130173', token_user: 'demo-user' },
    categories: { promo: '4800' },
  },
};

export interface Fixture {
  readonly workshop: Workshop;
  /** The addresses of the history, the newest last. */
  readonly addresses: string[];
  readonly asked: string[];
  readonly storage: Storage;
  nowMs: number;
  /** Waits for the next pause, and lets it end. */
  settle(this: void): Promise<void>;
}

/** @param answer to a request; `null` where nothing answers */
export function createFixture(
  answer: (url: string, init: RequestInit) => Response | null = () => null,
  place: Place = { scripts: [], proxy: '', sandbox: null },
  addresses: string[] = [''],
): Fixture {
  const storage = createStorage();
  const asked: string[] = [];
  let waiting: (() => void)[] = [];
  const fixture = {
    addresses,
    asked,
    storage,
    nowMs: 0,
    settle: async () => {
      for (let round = 0; round < 10; round += 1) {
        for (const end of waiting.splice(0)) end();
        await new Promise((done) => setTimeout(done));
      }
    },
  };
  const workshop = createWorkshop({
    pages: PAGES,
    themes: THEMES,
    place,
    platform: {
      fetch: (input, init = {}) => {
        const url = input instanceof Request ? input.url : String(input);
        asked.push(url);
        const found = answer(url, init);
        return found ? Promise.resolve(found) : Promise.reject(new TypeError('Failed to fetch'));
      },
      now: () => fixture.nowMs,
      random: () => 0,
      wait: () => new Promise((done) => waiting.push(done)),
      timeout: 1_000,
      backoff: 1,
    },
    addressBar: {
      read: () => addresses.at(-1) ?? '',
      push: (hash) => void addresses.push(hash),
      replace: (hash) => void addresses.splice(-1, 1, hash),
    },
    storage: () => storage,
  });
  waiting = [];
  return Object.assign(fixture, { workshop });
}

export const json = (value: unknown, status = 200) => Response.json(value, { status });
