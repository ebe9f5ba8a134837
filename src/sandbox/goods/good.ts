import type { Art } from '../images/index.js';

/** One thing for sale, before the shop adds its stock, date and addresses. */
export interface Good {
  readonly name: string;
  /** Whole rupiah. */
  readonly price: number;
  readonly art: Art;
  readonly tone: number;
  /** What the picture says; empty for goods that speak for themselves. */
  readonly label: string;
  /** Grams; 0 for what is not shipped. */
  readonly weightGrams: number;
  readonly summary: string;
  readonly sizes: readonly string[] | null;
  readonly colours: readonly string[] | null;
}

/** A category with what it sells. One without sub-categories has a single unnamed aisle. */
export interface GoodsCategory {
  readonly name: string;
  readonly art: Art;
  readonly tone: number;
  readonly subcategories: readonly GoodsSubcategory[];
}

export interface GoodsSubcategory {
  /** Empty: the goods stand in the main category itself. */
  readonly name: string;
  readonly art: Art;
  readonly tone: number;
  readonly goods: readonly Good[];
}

export const digitalGood = (
  name: string,
  price: number,
  art: Art,
  tone: number,
  label: string,
  summary: string,
): Good => ({ name, price, art, tone, label, weightGrams: 0, summary, sizes: null, colours: null });

type PhysicalGoodRow = readonly [
  name: string,
  price: number,
  art: Art,
  tone: number,
  summary: string,
];

interface PhysicalGoodOptions {
  readonly weightGrams: number;
  readonly sizes?: readonly string[];
  readonly colours?: readonly string[];
}

export const physicalGoods = (
  options: PhysicalGoodOptions,
  rows: readonly PhysicalGoodRow[],
): Good[] =>
  rows.map(([name, price, art, tone, summary]) => ({
    name,
    price,
    art,
    tone,
    label: '',
    weightGrams: options.weightGrams,
    summary,
    sizes: options.sizes ?? null,
    colours: options.colours ?? null,
  }));
