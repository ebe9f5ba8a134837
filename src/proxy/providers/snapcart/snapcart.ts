/** Snapcart: game vouchers, phone credit and data packages, paid from the shop's deposit. */
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
} from '../provider.js';
import { createClient, PRODUCT_TYPES, type ProductType } from './client.js';
import { readQueryAnswer, readPlaceAnswer } from './outcomes.js';
import type { InputField } from './schemas.js';

export function createSnapcart(
  settings: NonNullable<Settings['snapcart']>,
  platform: Platform,
  timeoutMs: number,
): Provider {
  const client = createClient(settings, platform, timeoutMs);

  async function listProducts(): Promise<ReadResult<readonly ProviderProduct[]>> {
    const value: ProviderProduct[] = [];
    let hasReadAny = false;
    let firstRefusal: ReadFailure | null = null;
    for (const type of PRODUCT_TYPES) {
      const list = await client.catalog(type);
      if (list.kind === 'read') {
        hasReadAny = true;
        value.push(
          ...list.value.map(({ product_code, title }) => ({
            code: joinCode(type, product_code),
            title,
            kind: KIND_OF_TYPE[type],
          })),
        );
      } else if (list.code === 'unavailable' || list.code === 'quota') return list;
      // Undocumented: the answer for a product type that the shop may not sell.
      else if (list.code !== 'not-found') firstRefusal ??= list;
    }
    return firstRefusal && !hasReadAny ? firstRefusal : { kind: 'read', value };
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

    async getProduct(code) {
      const codeParts = splitCode(code);
      if (!codeParts) return { kind: 'failed', code: 'not-found' };
      const [detail, items] = await Promise.all([
        client.detail(codeParts.type, codeParts.product),
        client.items(codeParts.type, codeParts.product),
      ]);
      if (detail.kind === 'failed') return detail;
      if (items.kind === 'failed') return items;
      return {
        kind: 'read',
        value: {
          code,
          title: detail.value.title,
          kind: KIND_OF_TYPE[codeParts.type],
          description: null,
          instruction: null,
          fields: detail.value.user_input.map(toField),
          items: items.value.map(({ item_code, name, price }) => ({
            code: item_code,
            name,
            cost: price,
            // The list holds only what can be bought.
            available: true,
            seconds: null,
          })),
        },
      };
    },

    getNickname: () => Promise.resolve(UNTOLD_NICKNAME),

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

const KIND_OF_TYPE: Readonly<Record<ProductType, ProductKind>> = {
  'game-voucher': 'game',
  pulsa: 'pulsa',
  'paket-data': 'data',
};

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
const toPaymentBody = ({ item, reference, fields }: Placement, product: string) => ({
  ...fields,
  product_code: product,
  item_code: item,
  reference_id: reference,
});
