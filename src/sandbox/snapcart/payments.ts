import type { UpstreamReply, UpstreamRequest } from '../upstream-api/mount-upstream-api.js';
import type { OrderStatus } from '../control/set-order-status.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { itemsOf, products } from './catalog.js';

export interface SnapcartOrder {
  readonly request_id: string;
  readonly reference: string;
  readonly product_code: string;
  readonly item_code: string;
  readonly user_input: Readonly<Record<string, string>>;
  /** Whole rupiah. */
  readonly price: number;
  status: 'pending' | 'done' | 'failed';
  readonly created_at: string;
  updated_at: string;
}

export interface SnapcartState {
  /** The shop's deposit, whole rupiah. */
  balance: number;
  /** By `request_id`. */
  readonly orders: Map<string, SnapcartOrder>;
}

/** The documented envelope of a success. */
export const success = (data: unknown): UpstreamReply => ({
  status: 200,
  body: { data, status_code: '200', status_message: 'Transaction successful' },
});

/** The documented envelope of a refusal; that the HTTP status repeats the code is an assumption. */
export const failure = (code: number, message: string, error: string): UpstreamReply => ({
  status: code,
  body: { status_code: String(code), status_message: message, error },
});

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/**
 * The user's input. Whether it stands beside the codes or in an object of its own is unknown: both
 * are taken.
 */
const inputOf = ({ fields }: UpstreamRequest): Record<string, unknown> => {
  const nested = fields['user_input'];
  return { ...fields, ...(typeof nested === 'object' && nested !== null ? nested : {}) };
};

const BILLER_STATUS = {
  pending: ['200', 'Transaction is being processed'],
  done: ['200', 'Transaction successful'],
  failed: ['400', 'Transaction failed'],
} as const;

const billerOf = ({ status }: SnapcartOrder) => {
  const [biller_code, biller_message] = BILLER_STATUS[status];
  return { biller_code, biller_message };
};

/** `POST /payment`: its 200 says that the payment was received, and no more. */
export const postPayment = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const product = products.find(
    ({ product_code }) => product_code === request.fields['product_code'],
  );
  const item =
    product &&
    itemsOf(backend, product).find(({ item_code }) => item_code === request.fields['item_code']);
  if (product === undefined || item === undefined) {
    return failure(404, 'Product not found', 'Inactive or invalid product_code');
  }
  const reference = asText(request.fields['reference_id']);
  const given = inputOf(request);
  const names = product.fields.map(({ attrs }) => attrs.name);
  const missing = ['', ...names].find((name) =>
    name === '' ? reference === '' : asText(given[name]).trim() === '',
  );
  if (missing !== undefined) {
    return failure(400, 'Bad request', `${missing || 'reference_id'} is required`);
  }
  const { snapcart } = backend.state;
  if (item.price > snapcart.balance) {
    return failure(402, 'Insufficient balance', 'Client balance is not enough');
  }
  const order: SnapcartOrder = {
    request_id: `SNP${String(backend.nextId())}`,
    reference,
    product_code: product.product_code,
    item_code: item.item_code,
    user_input: Object.fromEntries(names.map((name) => [name, asText(given[name])])),
    price: item.price,
    status: 'pending',
    created_at: backend.time,
    updated_at: backend.time,
  };
  snapcart.balance -= order.price;
  snapcart.orders.set(order.request_id, order);
  const { settleMs, settleAs } = backend.settings;
  if (settleMs !== null) {
    backend.schedule(settleMs, () => {
      if (backend.state.snapcart.orders.get(order.request_id)?.status !== 'pending') return;
      void setSnapcartStatus(backend, order.request_id, settleAs);
    });
  }
  const { request_id } = order;
  return {
    ...success({ request_id, reference_id: reference, ...billerOf(order) }),
    order: request_id,
  };
};

/** `GET /payment/status/:request_id`. */
export const getStatus = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const order = backend.state.snapcart.orders.get(request.param('request'));
  if (order === undefined) return failure(404, 'Transaction not found', 'Unknown request_id');
  return success({
    order_id: `ORD${order.request_id.slice(3)}`,
    payment_id: `PAY${order.request_id.slice(3)}`,
    reference_id: order.reference,
    product_code: order.product_code,
    amount: order.price,
    ...billerOf(order),
    request_at: order.created_at,
    updated_at: order.updated_at,
  });
};

/** Ends a payment, or opens it again, and calls back. @returns whether it is there */
export const setSnapcartStatus = async (
  backend: ShopBackend,
  id: string,
  status: OrderStatus,
): Promise<boolean> => {
  const { snapcart } = backend.state;
  const order = snapcart.orders.get(id);
  if (order === undefined || status === 'paid' || status === 'expired') return false;
  if (order.status !== 'failed' && status === 'failed') snapcart.balance += order.price;
  if (order.status === 'failed' && status !== 'failed') snapcart.balance -= order.price;
  order.status = status;
  order.updated_at = backend.time;
  const url = backend.settings.callbackUrls.snapcart;
  if (url !== undefined) {
    const { biller_code, biller_message } = billerOf(order);
    // Intermediate states are called back too, as was seen.
    const body = JSON.stringify({
      request_id: id,
      reference_id: order.reference,
      status_code: biller_code,
      status_message: biller_message,
    });
    await backend.sendCallback({ api: 'snapcart', order: id, url, body });
  }
  return true;
};
