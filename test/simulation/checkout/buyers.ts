/** Members who buy in the shop's own checkout, with notes of all kinds, and pay at once, later or never. */
import { writeOrderNote } from '../../../src/proxy/order-note.js';
import type { RandomSource } from '../random-source.js';
import type { Scheduler } from '../scheduler.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import type { CheckoutPlan } from './checkout-plan.js';
import type { Line, Transaction, Transactions } from './transactions.js';

/** What a line means to buy. */
export interface Wish {
  /** the item at each supplier that may deliver it; none where it is not sold by the proxy */
  readonly items: readonly string[];
  /** names of the fields that the product asks for */
  readonly asks: readonly FieldName[];
  /** `null` where nobody has said them for certain */
  readonly fields: Fields | null;
  /** whether the note says them for certain */
  readonly isCertain: boolean;
  /** whether the line costs less than its supplier */
  readonly isCheap: boolean;
  /** whether it was paid before the proxy sold by the checkout: a person may have delivered it by hand */
  readonly isOlder: boolean;
}

export type FieldName = keyof typeof LABELS;
export type Fields = Readonly<Partial<Record<FieldName, string>>>;

const LABELS = { user_id: 'User ID', additional_id: 'Zone ID' } as const;

export interface BuyerParts {
  readonly plan: CheckoutPlan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly transactions: Transactions;
  readonly recordWish: (line: string, wish: Wish) => void;
  /** Called with each new transaction. */
  readonly onBought: (transaction: Transaction) => void;
}

interface Product {
  readonly id: string;
  readonly items: readonly string[];
  readonly price: number;
  readonly cheapPrice: number;
  readonly asks: readonly FieldName[];
}

const ACCOUNT = { asks: ['user_id'] } as const;

const PRODUCTS: readonly [Product, ...Product[]] = [
  { ...ACCOUNT, id: '1001', items: ['ML-86'], price: 25_000, cheapPrice: 15_000 },
  { ...ACCOUNT, id: '1002', items: ['ML-172', 'TELKOMSEL_50K'], price: 54_000, cheapPrice: 30_000 },
  { ...ACCOUNT, id: '1003', items: ['TELKOMSEL_10K'], price: 14_000, cheapPrice: 5_000 },
  { ...ACCOUNT, id: '1004', items: ['VC-10'], price: 14_000, cheapPrice: 5_000 },
  {
    id: '1005',
    items: ['GI-60'],
    price: 18_000,
    cheapPrice: 9_000,
    asks: ['user_id', 'additional_id'],
  },
];
/** Of what a person adds to a transaction. */
export const foreignLine = (number: string): Line => ({
  id: `${number}9`,
  product: FOREIGN_PRODUCT.id,
  quantity: 1,
  total: FOREIGN_PRODUCT.price,
  note: '',
  waybill: '',
  cost: null,
  isGone: false,
});

const FOREIGN_PRODUCT = { ...ACCOUNT, id: '9001', items: [], price: 30_000, cheapPrice: 30_000 };

/** Notes that say the account for certain. */
const CERTAIN_NOTES: readonly [FieldNote, ...FieldNote[]] = [
  (lines) => writeOrderNote(lines),
  (lines) => writeOrderNote(lines.toReversed()),
  (lines) => lines.map(({ label, value }) => `${label.toLowerCase()} :  ${value} `).join('\n'),
];
type NotedLine = { readonly label: string; readonly value: string };
type FieldNote = (lines: readonly NotedLine[]) => string;

/** Notes that do not, though a person might guess. */
const STRANGE_NOTES: readonly [Note, ...Note[]] = [
  (account) => writeOrderNote([{ label: 'User ID', value: account }]).replace(/0(?=\d)/, '9'),
  (account) => `User ID: ${account}\nUser ID: ${account.replace('0812', '0857')}`,
  (account) => `User ID: ${account} atau ${account.replace('0812', '0857')}`,
  (account) => `😀🎮 tolong cepat ya kak ${account}`,
  (account) => `${account}\n`,
  () => '',
  () => '👾',
  (account) => `User ID: ${account} ${'a'.repeat(5_000)}`,
  (account) => `#BCDFGHJK\nUser ID: ${account}\n#BCDFGHJK`,
];
type Note = (account: string) => string;

export function scheduleBuyers(parts: BuyerParts): void {
  const { plan, scheduler, random, transactions } = parts;
  for (let number = 0; number < plan.older; number++) {
    const line = drawLine(parts, random, `8730000${String(number)}0`, 'older');
    const older = { number: line.id.slice(0, -1), member: '130173', lines: [line] };
    transactions.create(older, true, scheduler.now() - HOUR);
  }
  for (let number = 0; number < plan.buyers; number++) {
    const own = random.fork(`buyer ${String(number)}`);
    scheduler.schedule(own.integer(5 * SECOND, 10 * MINUTE), () => buy(parts, own, number));
  }
}

function buy(parts: BuyerParts, random: RandomSource, buyer: number): void {
  const { plan, scheduler, transactions, onBought } = parts;
  const isMixed = random.withProbability(plan.mixedShare);
  const isOneLine = random.withProbability(isMixed ? 0.4 : 0.75);
  const count = isOneLine ? 1 : 2;
  const number = String(874_000_000 + buyer * 1_000 + random.integer(0, 999));
  const lines = Array.from({ length: count }, (_, index) => {
    const isForeign = isMixed && index === count - 1;
    return drawLine(parts, random, `${number}${String(index)}`, isForeign ? 'foreign' : 'ours');
  });
  const isPaidAtOnce = random.withProbability(0.6);
  const member = String(130_173 + random.integer(0, 1));
  const transaction = transactions.create({ number, member, lines }, isPaidAtOnce);
  onBought(transaction);
  if (isPaidAtOnce || random.withProbability(0.15)) return;
  const longestMs = random.pick([3 * SECOND, MINUTE, plan.faultsEndAfterMs]);
  scheduler.schedule(random.integer(100, longestMs), () => transactions.pay(transaction));
}

function drawLine(
  { plan, recordWish }: BuyerParts,
  random: RandomSource,
  id: string,
  kind: 'ours' | 'foreign' | 'older',
): Line {
  const product = kind === 'foreign' ? FOREIGN_PRODUCT : random.pick(PRODUCTS);
  const fields = drawFields(product, random);
  const account = fields.user_id ?? '';
  const isStrange = random.withProbability(plan.strangeNotes);
  const isCheap = random.withProbability(0.05);
  const byPattern = product.id === '1003' && random.withProbability(0.3);
  const note = byPattern
    ? `Kirim ke ${account}`
    : isStrange
      ? random.pick(STRANGE_NOTES)(account)
      : random.pick(CERTAIN_NOTES)(toLines(product, fields));
  const quantity = random.pick([1, 1, 1, 2, 3]);
  const total = quantity * (isCheap ? product.cheapPrice : product.price);
  const isCertain = byPattern || !isStrange;
  const { items, asks } = product;
  const wished = isCertain ? fields : null;
  recordWish(id, { items, asks, fields: wished, isCertain, isCheap, isOlder: kind === 'older' });
  return { id, product: product.id, quantity, total, note, waybill: '', cost: null, isGone: false };
}

export const drawFields = ({ asks }: Pick<Wish, 'asks'>, random: RandomSource): Fields => ({
  user_id: `0812${String(random.integer(10_000_000, 99_999_999))}`,
  ...(asks.includes('additional_id') && { additional_id: String(random.integer(1_000, 9_999)) }),
});

const toLines = ({ asks }: Product, fields: Fields): NotedLine[] =>
  asks.map((name) => ({ label: LABELS[name], value: fields[name] ?? '' }));
