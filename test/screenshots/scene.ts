/** The content of a screenshot: a page, its shop, and the actions of a shopper on it. */
import type { Page } from 'playwright-core';
import type { FaultInput, ShopSettings } from '../../src/sandbox/index.js';

export const RINA = 'id-user="130173" token-user="demo-user"';
export const GUEST = 'id-user="{{id_user}}" token-user="{{token_user}}"';

export interface Scene {
  /** first part of the file name */
  readonly name: string;
  /** markup inside `<etalase-shop>`; empty for the whole storefront */
  readonly body?: string;
  /** styles of the page */
  readonly css?: string;
  /** attributes of `<etalase-shop>`, added to the addresses; by default Rina is logged in */
  readonly shop?: string;
  /** settings of the sandbox's shop */
  readonly settings?: ShopSettings;
  /** starts a proxy too */
  readonly isSelling?: boolean;
  /** a page as tall as two phones, to show a list */
  readonly isTall?: boolean;
  /** a built page to open instead, by its path; beside it are `/api` and `/proxy`, as in the demo */
  readonly path?: string;
  /** selector that must match before the first action */
  readonly ready: string;
  /** runs before the page is loaded */
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  readonly act?: (stage: Stage) => Promise<unknown>;
}

/** The actions of a scene. */
export interface Stage {
  readonly page: Page;
  readonly token: string;
  readonly api: string;
  faults(this: void, ...faults: FaultInput[]): Promise<void>;
  /** Changes Lapakgaming's price of a product, whole rupiah, and lets the catalog become stale. */
  reprice(this: void, code: string, price: number): Promise<void>;
  /**
   * Rewrites the proxy's answers to a path as successes. A rewrite to `undefined` leaves the request
   * unanswered.
   */
  rewrite(
    this: void,
    address: string,
    change: (answer: unknown, url: string) => unknown,
  ): Promise<void>;
}
