import type { UpstreamReply, UpstreamRequest } from '../upstream-api/mount-upstream-api.js';
import type { OrderStatus } from '../control/set-order-status.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import {
  cheapestByGroup,
  categories,
  findEntry,
  HOYOVERSE_CATEGORIES,
  type CatalogEntry,
} from './catalog.js';

export interface LapakgamingOrder {
  readonly tid: string;
  readonly reference: string;
  readonly product_code: string;
  readonly product_name: string;
  readonly user_id: string;
  readonly additional_id: string;
  /** Whole rupiah for all units. */
  readonly price: number;
  readonly count: number;
  readonly isVoucher: boolean;
  status: 'PENDING' | 'SUCCESS' | 'REFUNDED';
  vouchers: readonly string[];
  readonly callbackUrl: string | undefined;
  readonly created_at: string;
}

export interface LapakgamingState {
  /** The shop's deposit, whole rupiah. */
  balance: number;
  /** By `tid`. */
  readonly orders: Map<string, LapakgamingOrder>;
  /** The first `tid` of each `partner_reference_id`. */
  readonly byReference: Map<string, string>;
}

export const success = (data: unknown): UpstreamReply => ({
  status: 200,
  body: { code: 'SUCCESS', data },
});

/**
 * A refusal. The documentation knows the HTTP codes 200, 401, 429 and 500 alone, so the others come
 * over 200; that `data` is then null is an assumption.
 */
export const failure = (code: string, status = 200): UpstreamReply => ({
  status,
  body: { code, data: null },
});

/** "Testing Create Order Scenario": what these codes end in, whatever else is asked. */
const TEST_SCENARIOS: ReadonlyMap<string, string> = new Map([
  ['ASD', 'PRODUCT_NOT_FOUND'],
  ['ML156_16-S42', 'PRODUCT_EMPTY'],
  ['ML234_23-S2', 'PROVIDER_NOT_FOUND'],
  ['ML625_81-S2', 'PROVIDER_INACTIVE'],
  ['ML7740_1548-S42', 'INSUFFICIENT_BALANCE'],
]);

/** "SUCCESS with pending order": it never ends by itself. */
const PENDING_SCENARIO_CODE = 'ML4649_883-S42';

const textField = (request: UpstreamRequest, name: string): string => {
  const value = request.fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** What is wrong with who is to get it; whether an empty zone counts as empty is an assumption. */
const accountError = (request: UpstreamRequest, { product }: CatalogEntry): string | undefined => {
  const category = categories.find(({ code }) => code === product.category_code);
  for (const { name } of category?.forms ?? []) {
    const value = textField(request, name);
    if (value === '') return 'USER_ID_EMPTY';
    if (/\s/.test(value)) return 'USER_ID_CONTAIN_SPACE';
  }
  // The code with which a missing address is refused is an assumption.
  const isWithoutAddress = textField(request, 'end_user_ip_address') === '';
  return HOYOVERSE_CATEGORIES.has(product.category_code) && isWithoutAddress
    ? 'NOT_ALLOWED'
    : undefined;
};

const orderError = (
  request: UpstreamRequest,
  backend: ShopBackend,
  found: CatalogEntry,
): string | undefined => {
  const { product } = found;
  const price = textField(request, 'price');
  if (price !== '' && Number(price) !== product.price) return 'PRICE_NOT_MATCH';
  const scenario = TEST_SCENARIOS.get(product.code);
  if (scenario !== undefined) return scenario;
  if (product.status === 'empty') return 'PRODUCT_EMPTY';
  const account = accountError(request, found);
  if (account !== undefined) return account;
  const isKnown = backend.state.lapakgaming.byReference.has(
    textField(request, 'partner_reference_id'),
  );
  // Seen in one public client, contradicted by another, and in no document.
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
  // The code for a missing or senseless count is an assumption.
  if (!/^[1-9]\d{0,2}$/.test(textField(request, 'count_order'))) return failure('NOT_ALLOWED');
  const found = requestedEntry(request, backend);
  if (found === undefined) return failure('PRODUCT_NOT_FOUND');
  const errorCode = orderError(request, backend, found);
  if (errorCode !== undefined) return failure(errorCode);

  const { product, isVoucher } = found;
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
  const { settleMs, settleAs } = backend.settings;
  if (settleMs !== null && product.code !== PENDING_SCENARIO_CODE) {
    backend.schedule(settleMs, () => {
      // Whoever settled it by hand was first.
      if (backend.state.lapakgaming.orders.get(order.tid)?.status !== 'PENDING') return;
      void setLapakgamingStatus(backend, order.tid, settleAs);
    });
  }
  return {
    ...success({ tid: order.tid, total_price: order.price }),
    order: order.tid,
  };
};

/** The shape that status and callback share, one row for each unit. */
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

/** `GET /api/order_status`; of orders with the same reference it tells the first (an assumption). */
export const getOrderStatus = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const { orders, byReference } = backend.state.lapakgaming;
  const tid = query.get('tid') ?? byReference.get(query.get('partner_reference_id') ?? '');
  const order = orders.get(tid ?? '');
  return order === undefined ? failure('TID_NOT_FOUND') : { status: 200, body: statusBody(order) };
};

const voucherFor = (order: LapakgamingOrder, unit: number): string =>
  `PIN : ${order.tid.slice(2)}${String(unit)}-SANDBOX\tSerial : ${order.tid}${String(unit)}`;

const STATUS_BY_COMMAND = { pending: 'PENDING', done: 'SUCCESS', failed: 'REFUNDED' } as const;

/** Ends an order, or opens it again, and calls back at its end. @returns whether it is there */
export const setLapakgamingStatus = async (
  backend: ShopBackend,
  tid: string,
  status: OrderStatus,
): Promise<boolean> => {
  const { lapakgaming } = backend.state;
  const order = lapakgaming.orders.get(tid);
  if (order === undefined || status === 'paid' || status === 'expired') return false;
  const before = order.status;
  order.status = STATUS_BY_COMMAND[status];
  if (before !== 'REFUNDED' && status === 'failed') lapakgaming.balance += order.price;
  if (before === 'REFUNDED' && status !== 'failed') lapakgaming.balance -= order.price;
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
