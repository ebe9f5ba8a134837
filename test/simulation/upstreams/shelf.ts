/** What a provider sells, and what of it moves. */

export interface Good {
  readonly code: string;
  readonly name: string;
  price: number;
  isThere: boolean;
}

export const shelf = (...goods: readonly (readonly [code: string, price: number])[]): Good[] =>
  goods.map(([code, price]) => ({ code, name: `${code} 1x`, price, isThere: true }));
