import type { Art } from '../images/index.js';
import { beauty } from './beauty.js';
import { cards, data, electricity, games, pulsa, walletGoods } from './digital.js';
import { electronics } from './electronics.js';
import { men, muslim, women } from './fashion.js';
import { food } from './food.js';
import type { Aisle, Department, Good } from './good.js';
import { household } from './household.js';

export type { Aisle, Department, Good } from './good.js';

const single = (goods: readonly Good[], art: Art, tone: number): readonly Aisle[] => [
  { name: '', art, tone, goods },
];

/** Everything that the made-up shop can sell, in the order of its category list. */
export const departments: readonly Department[] = [
  { name: 'Pulsa', art: 'pulsa', tone: 1, aisles: pulsa },
  { name: 'Voucher Game', art: 'gem', tone: 4, aisles: games },
  { name: 'Fashion Pria', art: 'tshirt', tone: 0, aisles: men },
  { name: 'Makanan & Minuman', art: 'coffee', tone: 3, aisles: food },
  { name: 'Token PLN', art: 'bolt', tone: 2, aisles: single(electricity, 'bolt', 3) },
  { name: 'Busana Muslim', art: 'hijab', tone: 4, aisles: muslim },
  { name: 'Elektronik', art: 'earbuds', tone: 7, aisles: electronics },
  { name: 'Kecantikan', art: 'serum', tone: 5, aisles: single(beauty, 'serum', 5) },
  { name: 'Paket Data', art: 'data', tone: 0, aisles: data },
  { name: 'Fashion Wanita', art: 'dress', tone: 5, aisles: women },
  { name: 'Rumah Tangga', art: 'pan', tone: 2, aisles: household },
  { name: 'Dompet Digital', art: 'wallet', tone: 0, aisles: single(walletGoods, 'wallet', 0) },
  { name: 'Voucher Digital', art: 'voucher', tone: 1, aisles: single(cards, 'voucher', 1) },
];
