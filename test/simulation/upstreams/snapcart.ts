/** The part of Snapcart's API that the proxy uses. Payments are found by their `request_id` only. */
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

const succeeded = (data: unknown): Reply => ({
  status: 200,
  body: { data, status_code: '200', status_message: 'Transaction successful' },
});
const failed = (code: number, message: string): Reply => ({
  status: code,
  body: { status_code: String(code), status_message: message, error: message },
});

const PRODUCT = { product_code: 'TELKOMSEL', title: 'Pulsa Telkomsel', product_type: 'pulsa' };
const INPUT = {
  tag: 'input',
  attrs: { name: 'phoneNumber', placeholder: 'Nomor telepon', type: 'tel' },
};

const STATUS_WORDS = {
  pending: ['200', 'Transaction is being processed'],
  done: ['200', 'Transaction successful'],
  failed: ['400', 'Transaction failed'],
} as const;
/** Statuses without a decision; the first is not documented. */
const PARTLY_DONE_WORDS = [
  ['203', 'Transaction suspect'],
  ['202', 'Processing'],
] as const;

export interface SnapcartParts extends UpstreamParts {
  readonly account: ShopAccount;
}

export function createSnapcart(parts: SnapcartParts) {
  const catalogItems = createCatalogItems(['TELKOMSEL_10K', 10_250], ['TELKOMSEL_50K', 49_800]);
  const orders: ProviderOrder[] = [];

  function pay({ body }: UpstreamCall): Reply {
    const item = catalogItems.find(
      ({ code, isAvailable }) => code === body['item_code'] && isAvailable,
    );
    if (!item) return failed(404, 'Product not found');
    if (toText(body['phoneNumber']) === '') return failed(400, 'phoneNumber is required');
    const reference = toText(body['reference_id']);
    if (item.price > parts.account.balance(orders)) return failed(402, 'Insufficient balance');
    const made: ProviderOrder = {
      reference,
      handle: `SNP${String(orders.length + 1)}`,
      cost: item.price,
      callbackUrl: null,
      at: parts.now(),
      state: 'pending',
      isPartlyDone: false,
      voucher: null,
    };
    orders.push(made);
    parts.onOrderCreated(made);
    const words = { biller_code: '200', biller_message: STATUS_WORDS.pending[1] };
    const answer = succeeded({ request_id: made.handle, reference_id: reference, ...words });
    return { ...answer, hasEffect: true };
  }

  function handle(call: UpstreamCall): Reply {
    if (parts.account.isKeyRefused()) return failed(401, 'Unauthorized');
    const [kind, type, product, items] = call.path.split('/').slice(1);
    if (call.method === 'POST') return call.path === '/payment' ? pay(call) : failed(404, 'no');
    if (kind === 'payment') {
      const found = orders.find(
        (order) => order.handle === product && order.at <= parts.now() - parts.lag(),
      );
      return found ? succeeded(toPayment(found)) : failed(404, 'Transaction not found');
    }
    if (type !== PRODUCT.product_type) return failed(404, 'Product not found');
    if (product === undefined) return succeeded([PRODUCT]);
    if (items === undefined) {
      return succeeded({ ...PRODUCT, type: PRODUCT.product_type, user_input: { fields: [INPUT] } });
    }
    const availableItems = catalogItems.filter(({ isAvailable }) => isAvailable);
    return succeeded(
      availableItems.map(({ code, name, price }, id) => ({ id, item_code: code, name, price })),
    );
  }

  return {
    handle,
    catalogItems,
    orders,
    ordersOf: (reference: string) => orders.filter((each) => each.reference === reference),
    addOrdersByHand: () => orders.push(...ordersByHand('SNP', parts.now())),
  };
}

function toPayment(order: ProviderOrder) {
  const partlyDone = order.isPartlyDone && PARTLY_DONE_WORDS[order.at % PARTLY_DONE_WORDS.length];
  const [biller_code, biller_message] = partlyDone || STATUS_WORDS[order.state];
  const { handle, reference, cost } = order;
  return {
    order_id: `O${handle}`,
    reference_id: reference,
    amount: cost,
    biller_code,
    biller_message,
  };
}

/** The body of a callback. */
export const toCallback = (order: ProviderOrder) => {
  const [status_code, status_message] = STATUS_WORDS[order.state];
  const { handle: request_id, reference: reference_id } = order;
  return { request_id, reference_id, status_code, status_message };
};
