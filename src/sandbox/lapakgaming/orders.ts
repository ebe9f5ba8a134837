import type { ShopBackend } from '../shop/shop-backend.js';
import type { LapakgamingOrder } from '../state/lapakgaming-orders.js';
import type { OrderStatus } from '../state/order-status.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import {
  categories,
  cheapestByGroup,
  findEntry,
  HOYOVERSE_CATEGORIES,
  type CatalogEntry,
} from './catalog.js';

export const success = (data: unknown): UpstreamReply => ({
  status: 200,
  body: { code: 'SUCCESS', data },
});

/**
 * An error. The documentation lists the HTTP codes 200, 401, 429 and 500 only, so all other errors use
 * 200. Assumption: `data` is then null.
 */
export const failure = (code: string, status = 200): UpstreamReply => ({
  status,
  body: { code, data: null },
});

/** From "Testing Create Order Scenario": the error that each of these product codes gives. */
const TEST_SCENARIOS: ReadonlyMap<string, string> = new Map([
  ['ASD', 'PRODUCT_NOT_FOUND'],
  ['ML156_16-S42', 'PRODUCT_EMPTY'],
  ['ML234_23-S2', 'PROVIDER_NOT_FOUND'],
  ['ML625_81-S2', 'PROVIDER_INACTIVE'],
  ['ML7740_1548-S42', 'INSUFFICIENT_BALANCE'],
]);

/** "SUCCESS with pending order": this product's orders never end by themselves. */
const PENDING_SCENARIO_CODE = 'ML4649_883-S42';

/** Checks the account to top up. Assumption: an empty zone is an error too. */
const accountError = (request: UpstreamRequest, { product }: CatalogEntry): string | undefined => {
  const category = categories.find(({ code }) => code === product.category_code);
  for (const { name } of category?.forms ?? []) {
    const value = textField(request, name);
    if (value === '') return 'USER_ID_EMPTY';
    if (/\s/.test(value)) return 'USER_ID_CONTAIN_SPACE';
  }
  // The error code for a missing address is an assumption.
  const isWithoutAddress = textField(request, 'end_user_ip_address') === '';
  return HOYOVERSE_CATEGORIES.has(product.category_code) && isWithoutAddress
    ? 'NOT_ALLOWED'
    : undefined;
};

const orderError = (
  request: UpstreamRequest,
  backend: ShopBackend,
  entry: CatalogEntry,
): string | undefined => {
  const { product } = entry;
  const price = textField(request, 'price');
  if (price !== '' && Number(price) !== product.price) return 'PRICE_NOT_MATCH';
  const scenario = TEST_SCENARIOS.get(product.code);
  if (scenario !== undefined) return scenario;
  if (product.status === 'empty') return 'PRODUCT_EMPTY';
  const account = accountError(request, entry);
  if (account !== undefined) return account;
  const isKnown = backend.state.lapakgaming.byReference.has(
    textField(request, 'partner_reference_id'),
  );
  // Undocumented: one public client expects this error, another one contradicts it.
  if (isKnown && backend.settings.lapakgamingDeduplicates) return 'TRANSACTION_EXIST';
  const total = product.price * Number(textField(request, 'count_order'));
  return total > backend.state.lapakgaming.balance ? 'INSUFFICIENT_BALANCE' : undefined;
};

const requestedEntry = (
  request: UpstreamRequest,
  backend: ShopBackend,
): CatalogEntry | undefined => {
  const group = textField(request, 'group_product');
  return group === ''
    ? findEntry(backend, textField(request, 'product_code'))
    : cheapestByGroup(backend, (each) => each.group === group)[0];
};

/** `POST /api/order`. */
export const postOrder = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  // The error code for a missing or invalid count is an assumption.
  if (!/^[1-9]\d{0,2}$/.test(textField(request, 'count_order'))) return failure('NOT_ALLOWED');
  const entry = requestedEntry(request, backend);
  if (entry === undefined) return failure('PRODUCT_NOT_FOUND');
  const errorCode = orderError(request, backend, entry);
  if (errorCode !== undefined) return failure(errorCode);

  const { product, isVoucher } = entry;
  const { lapakgaming } = backend.state;
  const count = Number(textField(request, 'count_order'));
  const order: LapakgamingOrder = {
    tid: `RA${String(backend.nextId())}`,
    reference: textField(request, 'partner_reference_id'),
    product_code: product.code,
    product_name: product.name,
    user_id: textField(request, 'user_id'),
    additional_id: textField(request, 'additional_id'),
    price: product.price * count,
    count,
    isVoucher,
    status: 'PENDING',
    vouchers: [],
    callbackUrl:
      textField(request, 'override_callback_url') || backend.settings.callbackUrls.lapakgaming,
    created_at: backend.time,
  };
  lapakgaming.balance -= order.price;
  lapakgaming.orders.set(order.tid, order);
  if (order.reference !== '' && !lapakgaming.byReference.has(order.reference)) {
    lapakgaming.byReference.set(order.reference, order.tid);
  }
  if (product.code !== PENDING_SCENARIO_CODE) {
    backend.scheduleSettlement((status) => {
      // The order may have been settled by the control interface meanwhile.
      if (backend.state.lapakgaming.orders.get(order.tid)?.status !== 'PENDING') return;
      void setLapakgamingStatus(backend, order.tid, status);
    });
  }
  return {
    ...success({ tid: order.tid, total_price: order.price }),
    order: order.tid,
  };
};

/** The body of a status answer and of a callback; one transaction per unit. */
const statusBody = (order: LapakgamingOrder) => ({
  code: 'SUCCESS',
  data: {
    status: order.status,
    tid: order.tid,
    reference_id: order.reference,
    transactions: Array.from({ length: order.count }, (_, unit) => ({
      id: `${order.tid}-${String(unit + 1)}`,
      product_name: order.product_name,
      note: '',
      status: order.status,
      voucher_code: order.vouchers[unit] ?? '',
    })),
  },
});

/** `GET /api/order_status`. Assumption: a reference used twice finds its first order. */
export const getOrderStatus = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const { orders, byReference } = backend.state.lapakgaming;
  const tid = query.get('tid') ?? byReference.get(query.get('partner_reference_id') ?? '');
  const order = orders.get(tid ?? '');
  return order === undefined ? failure('TID_NOT_FOUND') : { status: 200, body: statusBody(order) };
};

const voucherFor = (order: LapakgamingOrder, unit: number): string =>
  `PIN : ${order.tid.slice(2)}${String(unit)}-SANDBOX\tSerial : ${order.tid}${String(unit)}`;

const STATUS_BY_COMMAND = { pending: 'PENDING', done: 'SUCCESS', failed: 'REFUNDED' } as const;

/** `UpstreamApi.setOrderStatus` for Lapakgaming; sends a callback unless the status is `pending`. */
export const setLapakgamingStatus = async (
  backend: ShopBackend,
  tid: string,
  status: OrderStatus,
): Promise<boolean> => {
  const { lapakgaming } = backend.state;
  const order = lapakgaming.orders.get(tid);
  if (order === undefined || status === 'paid' || status === 'expired') return false;
  const previousStatus = order.status;
  order.status = STATUS_BY_COMMAND[status];
  if (previousStatus !== 'REFUNDED' && status === 'failed') lapakgaming.balance += order.price;
  if (previousStatus === 'REFUNDED' && status !== 'failed') lapakgaming.balance -= order.price;
  order.vouchers =
    order.isVoucher && status === 'done'
      ? Array.from({ length: order.count }, (_, unit) => voucherFor(order, unit + 1))
      : [];
  if (status !== 'pending' && order.callbackUrl !== undefined) {
    const body = JSON.stringify(statusBody(order));
    await backend.sendCallback({ api: 'lapakgaming', order: tid, url: order.callbackUrl, body });
  }
  return true;
};
