import type { ShopBackend } from '../shop/shop-backend.js';
import type { OrderStatus } from '../state/order-status.js';
import type { SnapcartOrder } from '../state/snapcart-orders.js';
import {
  asText,
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { BILL_TYPE, findInquiredBill } from './bills.js';
import { itemsOf, products } from './catalog.js';
import { failure, success } from './replies.js';

/**
 * The shopper's input. Whether it belongs beside the codes or in `user_input` is not documented: both
 * are accepted.
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

/** `POST /payment`: 200 means that the payment was received, not that it succeeded. */
export const postPayment = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const product = products.find(
    ({ product_code }) => product_code === request.fields['product_code'],
  );
  const item =
    product?.product_type === BILL_TYPE
      ? findInquiredBill(request, product, backend)
      : product &&
        itemsOf(backend, product).find(
          ({ item_code }) => item_code === request.fields['item_code'],
        );
  if (product === undefined || item === undefined) {
    return failure(404, 'Product not found', 'Inactive or invalid product_code');
  }
  if ('status' in item) return item;
  const reference = textField(request, 'reference_id');
  const input = inputOf(request);
  const names = product.fields.map(({ attrs }) => attrs.name);
  const missing =
    reference === '' ? 'reference_id' : names.find((name) => asText(input[name]).trim() === '');
  if (missing !== undefined) return failure(400, 'Bad request', `${missing} is required`);
  const { snapcart } = backend.state;
  if (item.price > snapcart.balance) {
    return failure(402, 'Insufficient balance', 'Client balance is not enough');
  }
  const order: SnapcartOrder = {
    request_id: 'request_id' in item ? item.request_id : `SNP${String(backend.nextId())}`,
    reference,
    product_code: product.product_code,
    item_code: item.item_code,
    user_input: Object.fromEntries(names.map((name) => [name, asText(input[name])])),
    price: item.price,
    status: 'pending',
    created_at: backend.time,
    updated_at: backend.time,
  };
  snapcart.balance -= order.price;
  snapcart.orders.set(order.request_id, order);
  const { request_id } = order;
  backend.scheduleSettlement((status) => {
    if (backend.state.snapcart.orders.get(request_id)?.status !== 'pending') return;
    void setSnapcartStatus(backend, request_id, status);
  });
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

/** `UpstreamApi.setOrderStatus` for Snapcart; sends a callback on every change, as was observed. */
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
