/** Snapcart: game vouchers, phone credit, data packages and bills, paid from the shop's deposit. */
import type { Field, ProductKind } from '../../contract.js';
import type { Platform } from '../../platform.js';
import type { Settings } from '../../config/settings.js';
import { toQueryOutcome, toPlaceOutcome } from '../outcomes.js';
import type { ReadFailure, ReadResult } from '../../upstream/read-result.js';
import {
  UNTOLD_NICKNAME,
  type Placement,
  type Provider,
  type ProviderProduct,
  type UnsoldReason,
} from '../provider.js';
import { kindByWords } from '../product-kind.js';
import { BILL_TYPE, createClient, PRODUCT_TYPES, type ProductType } from './client.js';
import { readQueryAnswer, readPlaceAnswer } from './outcomes.js';
import type { InputField, Item } from './schemas.js';

export function createSnapcart(
  settings: NonNullable<Settings['snapcart']>,
  platform: Platform,
  timeoutMs: number,
): Provider {
  const client = createClient(settings, platform, timeoutMs);

  /** All rows of the shop's product types, those too that are not sold. */
  async function listRows(): Promise<ReadResult<readonly Row[]>> {
    const value: Row[] = [];
    let hasReadAny = false;
    let firstRefusal: ReadFailure | null = null;
    for (const type of PRODUCT_TYPES) {
      const list = await client.catalog(type);
      if (list.kind === 'read') {
        hasReadAny = true;
        value.push(...list.value.map((row) => toRow(type, row)));
      }
      // Few shops have bills: they never take the others along.
      else if (type === BILL_TYPE) continue;
      else if (list.code === 'unavailable' || list.code === 'quota') return list;
      // Undocumented: the answer for a product type that the shop may not sell.
      else if (list.code !== 'not-found') firstRefusal ??= list;
    }
    return firstRefusal && !hasReadAny ? firstRefusal : { kind: 'read', value };
  }

  async function listProducts(): Promise<ReadResult<readonly ProviderProduct[]>> {
    const rows = await listRows();
    if (rows.kind === 'failed') return rows;
    return {
      kind: 'read',
      value: rows.value.flatMap(({ isActive, ...product }) => (isActive ? product : [])),
    };
  }

  return {
    name: 'snapcart',
    facts: {
      isIdempotent: false,
      // Only the `request_id` finds a payment.
      canQueryByReference: false,
      rejectsChangedPrice: false,
      paidBy: 'saldo',
      canReadDeposit: false,
    },

    listProducts,

    async listUnsold() {
      const rows = await listRows();
      if (rows.kind === 'failed') return rows;
      const inactive = rows.value.filter(({ isActive }) => !isActive);
      return {
        kind: 'read',
        value: inactive.map(({ code, title }) => ({ code, title, reason: 'inactive' as const })),
      };
    },

    async getProduct(code) {
      const codeParts = splitCode(code);
      if (!codeParts) return { kind: 'failed', code: 'not-found' };
      const { type, product } = codeParts;
      const [detail, items] = await Promise.all([
        client.detail(type, product),
        type === BILL_TYPE ? NO_ITEMS : client.items(type, product),
      ]);
      if (detail.kind === 'failed') return detail;
      if (items.kind === 'failed') return items;
      const isBill = type === BILL_TYPE && detail.value.user_input.length > 0;
      const bill = { code: product, name: detail.value.title, ...UNPRICED };
      return {
        kind: 'read',
        value: {
          code,
          title: detail.value.title,
          kind: kindOf(type, detail.value.title),
          description: detail.value.description,
          instruction: detail.value.instruction,
          fields: detail.value.user_input.map(toField),
          items: isBill
            ? [bill]
            : items.value.flatMap((row) => {
                const { item_code: code, name, price: cost } = row;
                if (cost === null || unsoldReason(row) !== null) return [];
                // The list holds only what can be bought.
                return { code, name, cost, available: true, seconds: null };
              }),
          unsold: items.value.flatMap((row) => {
            const reason = unsoldReason(row);
            return reason === null ? [] : { code: row.item_code, title: row.name, reason };
          }),
        },
      };
    },

    getNickname: () => Promise.resolve(UNTOLD_NICKNAME),

    async inquire(code, fields, reference) {
      const codeParts = splitCode(code);
      const [number, ...others] = Object.entries(fields);
      if (codeParts?.type !== BILL_TYPE || !number) return { kind: 'failed', code: 'not-found' };
      const read = await client.inquiry({
        // Undocumented: where an inquiry takes what a form asks for beside the customer's number.
        ...Object.fromEntries(others),
        bill_number: number[1],
        product_code: codeParts.product,
        reference_id: reference,
      });
      if (read.kind === 'failed') return read;
      const { expiresAt } = read.value;
      // An end in the past tells of a wrong clock; the payment's own 410 holds in any case.
      const isAhead = expiresAt !== null && expiresAt > platform.now();
      return { kind: 'read', value: { ...read.value, expiresAt: isAhead ? expiresAt : null } };
    },

    msUntilPlaceable: () => client.msUntilPlaceable(),

    async placeOrder(placement) {
      const codeParts = splitCode(placement.product);
      if (!codeParts) return { kind: 'refused', reason: 'item_gone', code: 'no product type' };
      return toPlaceOutcome(
        await client.pay(toPaymentBody(placement, codeParts.product)),
        readPlaceAnswer,
      );
    },

    async queryOrder({ handle, ...order }) {
      if (handle === null) return { kind: 'unknown', code: 'no request_id' };
      return toQueryOutcome(await client.status(handle), (answer) =>
        readQueryAnswer({ ...order, handle }, answer),
      );
    },

    async checkAccess() {
      // Undocumented: how to read the deposit.
      const list = await listProducts();
      return list.kind === 'read' ? { kind: 'read', value: { balance: null } } : list;
    },
  };
}

const KIND_OF_TYPE: Readonly<Record<Exclude<ProductType, 'game-voucher'>, ProductKind>> = {
  pulsa: 'pulsa',
  'paket-data': 'data',
  [BILL_TYPE]: 'bill',
};

/** A bill is one thing, whose amount an inquiry tells. */
const NO_ITEMS: ReadResult<readonly Item[]> = { kind: 'read', value: [] };
const UNPRICED = { cost: null, available: true, seconds: null } as const;

/** "game-voucher" holds top-ups of games, and vouchers by name. */
const kindOf = (type: ProductType, title: string): ProductKind =>
  type === 'game-voucher' ? (kindByWords(title) ?? 'game') : KIND_OF_TYPE[type];

type Row = ProviderProduct & { readonly isActive: boolean };

const toRow = (
  type: ProductType,
  row: { readonly product_code: string; readonly title: string; readonly active: boolean },
): Row => ({
  code: joinCode(type, row.product_code),
  title: row.title,
  kind: kindOf(type, row.title),
  isActive: row.active,
});

function unsoldReason({ price, active, isRupiah }: Item): UnsoldReason | null {
  if (!active) return 'inactive';
  if (!isRupiah) return 'foreign_currency';
  return price === null ? 'no_price' : null;
}

/** Our product code includes the type: `game-voucher:MOBILE_LEGEND`. */
const joinCode = (type: string, product: string) => `${type}:${product}`;

function splitCode(code: string): { readonly type: ProductType; readonly product: string } | null {
  const type = PRODUCT_TYPES.find((each) => code.startsWith(joinCode(each, '')));
  const product = type && code.slice(joinCode(type, '').length);
  return type && product ? { type, product } : null;
}

/** Input types whose values are digits; phone numbers are written 08…, without a plus. */
const NUMERIC_INPUT_TYPES: ReadonlySet<string> = new Set(['number', 'numeric', 'tel']);

function toField({ attrs, ...field }: InputField): Field {
  const options = field.options.length > 0 ? field.options : attrs.options;
  return {
    name: attrs.name,
    label: attrs.placeholder ?? attrs.name,
    type:
      options.length > 0
        ? 'select'
        : NUMERIC_INPUT_TYPES.has(attrs.type.toLowerCase())
          ? 'number'
          : 'text',
    required: true,
    ...(options.length > 0 && { options }),
  };
}

/**
 * Fields stand beside the codes ("Body includes product_code, item_code, and any dynamic user input
 * fields"), and cannot replace them.
 */
const toPaymentBody = ({ item, reference, fields, inquiry }: Placement, product: string) => ({
  ...fields,
  product_code: product,
  item_code: item,
  reference_id: reference,
  // Undocumented: how a payment names its inquiry, and what stands for the item of a bill.
  ...(inquiry !== null && { request_id: inquiry }),
});
