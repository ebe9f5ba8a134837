/** Lapakgaming, as far as the proxy asks it. */
import { shelf } from './shelf.js';
import {
  textOf,
  type ProviderOrder,
  type Reply,
  type Surroundings,
  type UpstreamCall,
} from './upstream.js';

const succeeded = (data: unknown): Reply => ({ status: 200, body: { code: 'SUCCESS', data } });
const failed = (code: string): Reply => ({ status: 200, body: { code, data: null } });

const CATEGORIES = [
  { code: 'ML', name: 'Mobile Legends', variant: '', country_code: 'id', check_id: '0' },
  { code: 'VC', name: 'Voucher', variant: '', country_code: 'id', check_id: '0' },
].map((each) => ({ ...each, forms: [{ name: 'user_id', type: 'text' }], servers: [] }));

const WORDS = { pending: 'PENDING', done: 'SUCCESS', failed: 'REFUNDED' } as const;

export interface LapakgamingParts extends Surroundings {
  /** Clients disagree whether a repeated reference is refused. */
  readonly knowsReferences: boolean;
}

export function createLapakgaming(parts: LapakgamingParts) {
  const goods = shelf(['ML-86', 22_000], ['ML-172', 43_500], ['VC-10', 10_900]);
  const orders: ProviderOrder[] = [];

  function order({ body }: UpstreamCall): Reply {
    const good = goods.find(({ code }) => code === body['product_code']);
    if (!good) return failed('PRODUCT_NOT_FOUND');
    if (!good.isThere) return failed('PRODUCT_EMPTY');
    if (body['price'] !== undefined && Number(body['price']) !== good.price) {
      return failed('PRICE_NOT_MATCH');
    }
    if (/\s/.test(textOf(body['user_id']))) return failed('USER_ID_CONTAIN_SPACE');
    const reference = textOf(body['partner_reference_id']);
    const isKnown = orders.some((each) => each.reference === reference);
    if (isKnown && parts.knowsReferences) return failed('TRANSACTION_EXIST');
    const made: ProviderOrder = {
      reference,
      handle: `RA${String(orders.length + 1)}`,
      cost: good.price,
      callbackUrl: textOf(body['override_callback_url']) || null,
      at: parts.now(),
      state: 'pending',
      isHalfDone: false,
      voucher: good.code.startsWith('VC') ? `PIN : ${reference.slice(0, 8)}` : null,
    };
    orders.push(made);
    parts.made(made);
    return { ...succeeded({ tid: made.handle, total_price: made.cost }), hasEffect: true };
  }

  const find = ({ query }: UpstreamCall) =>
    orders.find(
      ({ handle, reference, at }) =>
        (handle === query.get('tid') || reference === query.get('partner_reference_id')) &&
        at <= parts.now() - parts.lag(),
    );

  function handle(call: UpstreamCall): Reply {
    switch (`${call.method} ${call.path}`) {
      case 'GET /api/category':
        return succeeded({ categories: CATEGORIES });
      case 'GET /api/product': {
        const category = call.query.get('category_code') ?? '';
        const listed = goods.filter(({ code }) => code.startsWith(category));
        return succeeded({ products: listed.map((good) => productOf(category, good)) });
      }
      case 'POST /api/order':
        return order(call);
      case 'GET /api/order_status': {
        const found = find(call);
        return found ? succeeded(stateOf(found)) : failed('TID_NOT_FOUND');
      }
      default:
        return failed('UNKNOWN_ERROR');
    }
  }

  return { handle, goods, orders, ordersOf: of(orders) };
}

const of = (orders: readonly ProviderOrder[]) => (reference: string) =>
  orders.filter((each) => each.reference === reference);

const productOf = (category_code: string, good: ReturnType<typeof shelf>[number]) => ({
  code: good.code,
  category_code,
  name: good.name,
  price: good.price,
  country_code: 'id',
  status: good.isThere ? 'available' : 'empty',
});

/** What an order and its unit say while it is half done; the last two words are on no list. */
const HALF_DONE = [
  [WORDS.done, WORDS.pending],
  [WORDS.done, 'PROCESS'],
  ['ON PROCESS', WORDS.pending],
] as const;

/** One unit each. */
export const stateOf = (order: ProviderOrder) => {
  const word = WORDS[order.state];
  const [whole, unit] = (order.isHalfDone && HALF_DONE[order.at % HALF_DONE.length]) || [
    word,
    word,
  ];
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
