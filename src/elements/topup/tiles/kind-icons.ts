/** Line icons of what products are, for those without art. In the style of `ui/icons`. */
import { svg } from 'lit';
import type { ProductKind } from '../../../proxy/contract.js';
import { icon } from '../../ui/icons/icons.js';

const PATHS: Readonly<Record<ProductKind, string>> = {
  game: 'M7 7h10a5 5 0 0 1 5 5v1a3.5 3.5 0 0 1-6.5 2h-7A3.5 3.5 0 0 1 2 13v-1a5 5 0 0 1 5-5ZM6.5 11.5h4M8.5 9.5v4M15.5 12.5h.01M17.5 10.5h.01',
  voucher: 'M3 7h18v3a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4ZM14 7v2M14 11v2M14 15v2',
  pulsa: 'M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1ZM11 18h2',
  data: 'M3 10a13 13 0 0 1 18 0M6.5 13.5a8 8 0 0 1 11 0M10 17a3 3 0 0 1 4 0',
  pln: 'M13 3 5 14h6l-1 7 9-11h-6Z',
  ewallet: 'M4 8h16v11H4ZM4 8l12-4v4M16 13.5h.01',
  robux: 'M5 7c0-4 14-4 14 0v10c0 4-14 4-14 0ZM5 7c0 4 14 4 14 0M5 12c0 4 14 4 14 0',
  bill: 'M6 3h12v18l-3-2-3 2-3-2-3 2ZM9 8h6M9 12h6',
  other: 'M5 8h14v12H5ZM9 8a3 3 0 0 1 6 0',
};

export const renderKindIcon = (kind: ProductKind) => icon(svg`<path d=${PATHS[kind]} />`);
