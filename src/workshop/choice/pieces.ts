/** The elements that a page can be put together from, and their attributes. */

export type FieldKind = 'text' | 'number' | readonly string[];

export interface PieceField {
  readonly attribute: string;
  /** The values to choose from; the first is what an absent attribute means. */
  readonly kind: FieldKind;
}

export interface PieceKind {
  readonly tag: string;
  readonly fields: readonly PieceField[];
  readonly needsProxy?: boolean;
}

const text = (attribute: string): PieceField => ({ attribute, kind: 'text' });
const number = (attribute: string): PieceField => ({ attribute, kind: 'number' });
const oneOf = (attribute: string, ...kind: string[]): PieceField => ({ attribute, kind });

export const PIECES: readonly PieceKind[] = [
  { tag: 'etalase-search', fields: [] },
  { tag: 'etalase-balance', fields: [] },
  { tag: 'etalase-slides', fields: [number('interval')] },
  { tag: 'etalase-pages', fields: [oneOf('layout', 'grid', 'row', 'chips')] },
  { tag: 'etalase-categories', fields: [oneOf('layout', 'row', 'grid', 'tree')] },
  {
    tag: 'etalase-products',
    fields: [
      text('category'),
      text('search'),
      oneOf('sort', '', 'price-asc', 'price-desc', 'name', 'discount'),
      oneOf('columns', '', '1', '2', '3', '4'),
    ],
  },
  { tag: 'etalase-product', fields: [text('product-id')] },
  {
    tag: 'etalase-topup',
    needsProxy: true,
    fields: [
      oneOf('provider', '', 'lapakgaming', 'snapcart', 'leuwongrr'),
      text('product'),
      text('category'),
      oneOf('pay', 'both', 'saldo', 'checkout'),
      oneOf('pin', '', 'required'),
    ],
  },
  { tag: 'etalase-orders', needsProxy: true, fields: [] },
  { tag: 'etalase-ledger', fields: [oneOf('type', 'saldo', 'poin')] },
  { tag: 'etalase-transactions', fields: [] },
];

export const TAGS: readonly string[] = PIECES.map(({ tag }) => tag);

/** What an empty `<etalase-shop>` shows, as pieces of its own. */
export const WHOLE_SHOP: readonly string[] = [
  'etalase-search',
  'etalase-balance',
  'etalase-slides',
  'etalase-pages',
  'etalase-categories',
  'etalase-products',
];
