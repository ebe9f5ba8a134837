import type { Art } from '../images/index.js';

/** A good without what the shop adds: stock, date, URLs. */
export interface Good {
  readonly name: string;
  /** Whole rupiah. */
  readonly price: number;
  readonly art: Art;
  readonly tone: number;
  /** The text on the picture; may be empty. */
  readonly label: string;
  /** Grams; 0 for digital goods. */
  readonly weightGrams: number;
  readonly summary: string;
  readonly sizes: readonly string[] | null;
  readonly colours: readonly string[] | null;
}

/** A main category. One without subcategories holds its goods in a single unnamed subcategory. */
export interface GoodsCategory {
  readonly name: string;
  readonly art: Art;
  readonly tone: number;
  readonly subcategories: readonly GoodsSubcategory[];
}

export interface GoodsSubcategory {
  /** '' when the goods belong to the main category itself. */
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
