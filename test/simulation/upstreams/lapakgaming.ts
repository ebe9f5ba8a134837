/** The part of Lapakgaming's API that the proxy uses. */
import { createCatalogItems } from './catalog-items.js';
import type { ShopAccount } from './shop-account.js';
import {
  ordersByHand,
  toText,
  type ProviderOrder,
  type Reply,
  type UpstreamParts,
  type UpstreamCall,
} from './upstream.js';

const succeeded = (data: unknown): Reply => ({ status: 200, body: { code: 'SUCCESS', data } });
const failed = (code: string): Reply => ({ status: 200, body: { code, data: null } });

const CATEGORIES = [
  { code: 'ML', name: 'Mobile Legends', variant: '', country_code: 'id', check_id: '0' },
  { code: 'VC', name: 'Voucher', variant: '', country_code: 'id', check_id: '0' },
].map((each) => ({ ...each, forms: [{ name: 'user_id', type: 'text' }], servers: [] }));
/** It asks for two fields. */
const ZONED_CATEGORY = {
  ...{ code: 'GI', name: 'Genshin Impact', variant: '', country_code: 'id', check_id: '0' },
  forms: ['user_id', 'additional_id'].map((name) => ({ name, type: 'text' })),
  servers: [],
};

const STATUS_WORDS = { pending: 'PENDING', done: 'SUCCESS', failed: 'REFUNDED' } as const;

export interface LapakgamingParts extends UpstreamParts {
  /** Whether a repeated reference is refused; not documented. */
  readonly deduplicatesReferences: boolean;
  readonly account: ShopAccount;
  /** Whether it sells a game that asks for two fields. */
  readonly sellsZonedGame?: boolean;
}

export function createLapakgaming(parts: LapakgamingParts) {
  const { sellsZonedGame = false } = parts;
  const catalogItems = createCatalogItems(
    ...([
      ['ML-86', 22_000],
      ['ML-172', 43_500],
      ['VC-10', 10_900],
    ] as const),
    ...(sellsZonedGame ? ([['GI-60', 14_500]] as const) : []),
  );
  const categories = sellsZonedGame ? [...CATEGORIES, ZONED_CATEGORY] : CATEGORIES;
  const orders: ProviderOrder[] = [];

  function order({ body }: UpstreamCall): Reply {
    const item = catalogItems.find(({ code }) => code === body['product_code']);
    if (!item) return failed('PRODUCT_NOT_FOUND');
    if (!item.isAvailable) return failed('PRODUCT_EMPTY');
    if (body['price'] !== undefined && Number(body['price']) !== item.price) {
      return failed('PRICE_NOT_MATCH');
    }
    if (/\s/.test(toText(body['user_id']))) return failed('USER_ID_CONTAIN_SPACE');
    const reference = toText(body['partner_reference_id']);
    const isKnown = orders.some((each) => each.reference === reference);
    if (isKnown && parts.deduplicatesReferences) return failed('TRANSACTION_EXIST');
    if (item.price > parts.account.balance(orders)) return failed('INSUFFICIENT_BALANCE');
    const createdOrder: ProviderOrder = {
      reference,
      handle: `RA${String(orders.length + 1)}`,
      cost: item.price,
      callbackUrl: toText(body['override_callback_url']) || null,
      at: parts.now(),
      state: 'pending',
      isPartlyDone: false,
      voucher: item.code.startsWith('VC') ? `PIN : ${reference.slice(0, 8)}` : null,
    };
    orders.push(createdOrder);
    parts.onOrderCreated(createdOrder);
    return {
      ...succeeded({ tid: createdOrder.handle, total_price: createdOrder.cost }),
      hasEffect: true,
    };
  }

  const find = ({ query }: UpstreamCall) =>
    orders.find(
      ({ handle, reference, at }) =>
        (handle === query.get('tid') || reference === query.get('partner_reference_id')) &&
        at <= parts.now() - parts.lag(),
    );

  function handle(call: UpstreamCall): Reply {
    if (parts.account.isKeyRefused()) return { ...failed('UNAUTHORIZED'), status: 401 };
    switch (`${call.method} ${call.path}`) {
      case 'GET /api/category':
        return succeeded({ categories });
      case 'GET /api/product': {
        const category = call.query.get('category_code') ?? '';
        const listed = catalogItems.filter(({ code }) => code.startsWith(category));
        return succeeded({ products: listed.map((item) => toProduct(category, item)) });
      }
      case 'GET /api/balance':
        return succeeded({ balance: parts.account.balance(orders) });
      case 'POST /api/order':
        return order(call);
      case 'GET /api/order_status': {
        const found = find(call);
        return found ? succeeded(toOrderState(found)) : failed('TID_NOT_FOUND');
      }
      default:
        return failed('UNKNOWN_ERROR');
    }
  }

  const addOrdersByHand = () => orders.push(...ordersByHand('RA', parts.now()));
  return { handle, catalogItems, orders, ordersOf: findByReference(orders), addOrdersByHand };
}

const findByReference = (orders: readonly ProviderOrder[]) => (reference: string) =>
  orders.filter((each) => each.reference === reference);

const toProduct = (category_code: string, item: ReturnType<typeof createCatalogItems>[number]) => ({
  code: item.code,
  category_code,
  name: item.name,
  price: item.price,
  country_code: 'id',
  status: item.isAvailable ? 'available' : 'empty',
});

/** Statuses of a partly done order and of its unit; the last two are not documented. */
const PARTLY_DONE_WORDS = [
  [STATUS_WORDS.done, STATUS_WORDS.pending],
  [STATUS_WORDS.done, 'PROCESS'],
  ['ON PROCESS', STATUS_WORDS.pending],
] as const;

/** Each order has one unit. */
export const toOrderState = (order: ProviderOrder) => {
  const word = STATUS_WORDS[order.state];
  const [whole, unit] = (order.isPartlyDone &&
    PARTLY_DONE_WORDS[order.at % PARTLY_DONE_WORDS.length]) || [word, word];
  return {
    status: whole,
    tid: order.handle,
    reference_id: order.reference,
    transactions: [
      {
        id: order.handle,
        status: unit,
        voucher_code: order.state === 'done' ? (order.voucher ?? '') : '',
      },
    ],
  };
};
