/** Snapcart, as far as the proxy asks it: its payments are found by their `request_id` alone. */
import { shelf } from './shelf.js';
import {
  textOf,
  type ProviderOrder,
  type Reply,
  type Surroundings,
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

const WORDS = {
  pending: ['200', 'Transaction is being processed'],
  done: ['200', 'Transaction successful'],
  failed: ['400', 'Transaction failed'],
} as const;
/** It may become either; the first is on no list. */
const HALF_DONE = [
  ['203', 'Transaction suspect'],
  ['202', 'Processing'],
] as const;

export function createSnapcart(parts: Surroundings) {
  const goods = shelf(['TELKOMSEL_10K', 10_250], ['TELKOMSEL_50K', 49_800]);
  const orders: ProviderOrder[] = [];

  function pay({ body }: UpstreamCall): Reply {
    const good = goods.find(({ code, isThere }) => code === body['item_code'] && isThere);
    if (!good) return failed(404, 'Product not found');
    if (textOf(body['phoneNumber']) === '') return failed(400, 'phoneNumber is required');
    const reference = textOf(body['reference_id']);
    const made: ProviderOrder = {
      reference,
      handle: `SNP${String(orders.length + 1)}`,
      cost: good.price,
      callbackUrl: null,
      at: parts.now(),
      state: 'pending',
      isHalfDone: false,
      voucher: null,
    };
    orders.push(made);
    parts.made(made);
    const words = { biller_code: '200', biller_message: WORDS.pending[1] };
    const answer = succeeded({ request_id: made.handle, reference_id: reference, ...words });
    return { ...answer, hasEffect: true };
  }

  function handle(call: UpstreamCall): Reply {
    const [kind, type, product, items] = call.path.split('/').slice(1);
    if (call.method === 'POST') return call.path === '/payment' ? pay(call) : failed(404, 'no');
    if (kind === 'payment') {
      const found = orders.find(
        (order) => order.handle === product && order.at <= parts.now() - parts.lag(),
      );
      return found ? succeeded(paymentOf(found)) : failed(404, 'Transaction not found');
    }
    if (type !== PRODUCT.product_type) return failed(404, 'Product not found');
    if (product === undefined) return succeeded([PRODUCT]);
    if (items === undefined) {
      return succeeded({ ...PRODUCT, type: PRODUCT.product_type, user_input: { fields: [INPUT] } });
    }
    const there = goods.filter(({ isThere }) => isThere);
    return succeeded(
      there.map(({ code, name, price }, id) => ({ id, item_code: code, name, price })),
    );
  }

  return {
    handle,
    goods,
    orders,
    ordersOf: (reference: string) => orders.filter((each) => each.reference === reference),
  };
}

function paymentOf(order: ProviderOrder) {
  const said = order.isHalfDone && HALF_DONE[order.at % HALF_DONE.length];
  const [biller_code, biller_message] = said || WORDS[order.state];
  const { handle, reference, cost } = order;
  return {
    order_id: `O${handle}`,
    reference_id: reference,
    amount: cost,
    biller_code,
    biller_message,
  };
}

/** What it calls back with. */
export const callbackOf = (order: ProviderOrder) => {
  const [status_code, status_message] = WORDS[order.state];
  const { handle: request_id, reference: reference_id } = order;
  return { request_id, reference_id, status_code, status_message };
};
