import { z } from 'zod';
import { documentedShop } from '../content/documented-shop.js';
import { BUILT_IN_CATEGORY_COUNT } from '../content/generated-catalog.js';
import { generatedShop } from '../content/generated-shop.js';
import { faultList } from '../faults/fault-plan.js';
import type { Platform } from '../platform.js';
import { createRandom } from '../seeded-random.js';
import type { BackendState } from '../state/backend-state.js';
import { createMembers } from '../state/members.js';
import { createDemoTransactions } from '../state/transactions.js';
import { backendSettings, initialStateSettings } from './backend-settings.js';
import { Shop } from './shop.js';

/** The settings of a new shop: the body of `POST /sandbox/shops`. */
export const shopSettings = z.strictObject({
  token: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  products: z.int().min(0).max(1_000_000).default(240),
  /** Number of main categories; those beyond the built-in ones are empty. */
  categories: z.int().min(1).max(200).default(BUILT_IN_CATEGORY_COUNT),
  /** Open API requests a day; no limit when absent. */
  quota: z.int().min(0).optional(),
  empty: z.boolean().default(false),
  faults: faultList.default([]),
  ...initialStateSettings,
  ...backendSettings.shape,
});

/** A shop's settings before defaults are filled in. */
export type ShopSettings = z.input<typeof shopSettings>;

export interface ShopsOptions extends Platform {
  readonly seed: number;
  readonly products: number;
  readonly quota: number | undefined;
}

type InitialStateSettings = Pick<z.output<typeof shopSettings>, keyof typeof initialStateSettings>;

const createInitialState = (initial: InitialStateSettings, now: number): BackendState => ({
  members: createMembers(initial.members),
  transactions: createDemoTransactions(now),
  shopProducts: { changes: new Map(), edits: [], deletions: [] },
  messages: [],
  lapakgaming: { balance: initial.lapakgamingBalance, orders: new Map(), byReference: new Map() },
  snapcart: { balance: initial.snapcartBalance, orders: new Map(), inquiries: new Map() },
  leuwongrr: { orders: new Map(), byKey: new Map() },
  telegram: { messages: [] },
  productOverrides: new Map(),
});

/** The tokens of the shops that every sandbox starts with. */
export const builtInTokens = { documented: 'xxxxxxxx', demo: 'demo' } as const;

/** All shops of one sandbox, by token. */
export class Shops {
  readonly #shops = new Map<string, Shop>();
  readonly #options: ShopsOptions;
  readonly #random: () => number;

  constructor(options: ShopsOptions) {
    this.#options = options;
    this.#random = createRandom(options.seed);
    const { documented, demo } = builtInTokens;
    const defaults = shopSettings.parse({});
    this.#register(
      new Shop({
        ...options,
        token: documented,
        content: documentedShop,
        storefrontPath: this.#newStorefrontPath(documented),
        quota: null,
        settings: backendSettings.parse({ premium: { status: 'lite', until: '2021-09-16' } }),
        state: createInitialState(defaults, options.now()),
      }),
    );
    this.add(shopSettings.parse({ token: demo, products: options.products, quota: options.quota }));
  }

  find(token: string): Shop | undefined {
    return this.#shops.get(token);
  }

  /** The shop whose own pages are at a path. */
  findByStorefront(path: string): Shop | undefined {
    return [...this.#shops.values()].find(({ backend }) => backend.storefrontPath === path);
  }

  all(): Iterable<Shop> {
    return this.#shops.values();
  }

  /** Opens a shop; returns undefined when the token is taken. */
  add(settings: z.output<typeof shopSettings>): Shop | undefined {
    const {
      token = this.#newToken(),
      products,
      categories,
      empty,
      quota = null,
      faults,
      members,
      lapakgamingBalance,
      snapcartBalance,
      ...behavior
    } = settings;
    if (this.#shops.has(token)) return undefined;
    const { seed, now } = this.#options;
    const initial = { members, lapakgamingBalance, snapcartBalance };
    const storefrontPath = this.#newStorefrontPath(token);
    const content = generatedShop({
      seed,
      products,
      categories,
      empty,
      newestAtMs: now(),
      storefrontPath,
    });
    return this.#register(
      new Shop({
        ...this.#options,
        token,
        content,
        storefrontPath,
        quota,
        faults,
        settings: behavior,
        state: createInitialState(initial, now()),
      }),
    );
  }

  #register(shop: Shop): Shop {
    this.#shops.set(shop.token, shop);
    return shop;
  }

  /** The demo's pages are at `/toko`, those of other shops at `/toko-NUMBER`. */
  #newStorefrontPath(token: string): string {
    return token === builtInTokens.demo ? '/toko' : `/toko-${String(this.#shops.size + 1)}`;
  }

  #newToken(): string {
    const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
    let token = '';
    while (token.length < 20) token += letters.charAt(Math.floor(this.#random() * letters.length));
    return token;
  }
}
