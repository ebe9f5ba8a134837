import type { Art } from '../images/index.js';
import { beauty } from './beauty.js';
import { cards, data, electricity, games, pulsa, walletGoods } from './digital.js';
import { electronics } from './electronics.js';
import { men, muslim, women } from './fashion.js';
import { food } from './food.js';
import type { GoodsSubcategory, GoodsCategory, Good } from './good.js';
import { household } from './household.js';

export type { GoodsSubcategory, GoodsCategory, Good } from './good.js';

const unnamedSubcategory = (
  goods: readonly Good[],
  art: Art,
  tone: number,
): readonly GoodsSubcategory[] => [{ name: '', art, tone, goods }];

/** All goods of the generated shops, in the order of the category list. */
export const goodsCategories: readonly GoodsCategory[] = [
  { name: 'Pulsa', art: 'pulsa', tone: 1, subcategories: pulsa },
  { name: 'Voucher Game', art: 'gem', tone: 4, subcategories: games },
  { name: 'Fashion Pria', art: 'tshirt', tone: 0, subcategories: men },
  { name: 'Makanan & Minuman', art: 'coffee', tone: 3, subcategories: food },
  {
    name: 'Token PLN',
    art: 'bolt',
    tone: 2,
    subcategories: unnamedSubcategory(electricity, 'bolt', 3),
  },
  { name: 'Busana Muslim', art: 'hijab', tone: 4, subcategories: muslim },
  { name: 'Elektronik', art: 'earbuds', tone: 7, subcategories: electronics },
  {
    name: 'Kecantikan',
    art: 'serum',
    tone: 5,
    subcategories: unnamedSubcategory(beauty, 'serum', 5),
  },
  { name: 'Paket Data', art: 'data', tone: 0, subcategories: data },
  { name: 'Fashion Wanita', art: 'dress', tone: 5, subcategories: women },
  { name: 'Rumah Tangga', art: 'pan', tone: 2, subcategories: household },
  {
    name: 'Dompet Digital',
    art: 'wallet',
    tone: 0,
    subcategories: unnamedSubcategory(walletGoods, 'wallet', 0),
  },
  {
    name: 'Voucher Digital',
    art: 'voucher',
    tone: 1,
    subcategories: unnamedSubcategory(cards, 'voucher', 1),
  },
];
