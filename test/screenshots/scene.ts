/** What a picture shows: a page, the shop behind it, and what a shopper has done there. */
import type { Page } from 'playwright-core';
import type { FaultInput, ShopSettings } from '../../src/sandbox/index.js';

export const RINA = 'id-user="130173" token-user="demo-user"';
export const GUEST = 'id-user="{{id_user}}" token-user="{{token_user}}"';

export interface Scene {
  /** The first part of the picture's file name. */
  readonly name: string;
  /** What the page holds inside `<etalase-shop>`; empty for the whole storefront. */
  readonly body?: string;
  /** Styles of the page. */
  readonly css?: string;
  /** Attributes of `<etalase-shop>` beside the addresses; Rina is logged in unless they say more. */
  readonly shop?: string;
  /** What the sandbox is told about the shop. */
  readonly settings?: ShopSettings;
  /** With a proxy to buy from. */
  readonly isSelling?: boolean;
  /** Where the page shall be as tall as two phones, to show a list. */
  readonly isTall?: boolean;
  /** What must be there before anything is done, as a selector. */
  readonly ready: string;
  /** Before the page is loaded. */
  readonly prepare?: (stage: Stage) => Promise<unknown>;
  readonly act?: (stage: Stage) => Promise<unknown>;
}

/** What a scene can do. */
export interface Stage {
  readonly page: Page;
  readonly token: string;
  readonly api: string;
  faults(this: void, ...faults: FaultInput[]): Promise<void>;
  /** Changes what Lapakgaming wants for one of its products, whole rupiah, and lets time pass. */
  reprice(this: void, code: string, price: number): Promise<void>;
  /**
   * Changes the proxy's answers to an address on their way to the page, and makes each a success;
   * what becomes `undefined` never arrives.
   */
  rewrite(
    this: void,
    address: string,
    change: (answer: unknown, url: string) => unknown,
  ): Promise<void>;
}
