/** What a provider sells, and what of it moves. */

export interface Good {
  readonly code: string;
  readonly name: string;
  price: number;
  isThere: boolean;
  /** what it cost before, and until when, ms */
  readonly before: { readonly price: number; readonly until: number }[];
}

export function movePrice(good: Good, price: number, now: number): void {
  good.before.push({ price: good.price, until: now });
  good.price = price;
}

/** The least that it cost at any moment since. */
export const cheapestSince = ({ price, before }: Good, since: number): number =>
  Math.min(price, ...before.filter(({ until }) => until >= since).map((each) => each.price));

export const shelf = (...goods: readonly (readonly [code: string, price: number])[]): Good[] =>
  goods.map(([code, price]) => ({ code, name: `${code} 1x`, price, isThere: true, before: [] }));
