import { formatRupiah } from '../rupiah.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { LeuwongrrOrder } from '../state/leuwongrr-orders.js';
import type { OrderStatus } from '../state/order-status.js';
import type { UpstreamReply, UpstreamRequest } from '../upstream-api/upstream-api.js';

export const success = (message: string, data: unknown, status = 200): UpstreamReply => ({
  status,
  body: { success: true, message, data },
});

export const failure = (
  status: number,
  message: string,
  error?: { readonly code: string; readonly fields?: readonly string[] },
): UpstreamReply => ({ status, body: { success: false, message, ...(error && { error }) } });

/** From "Field yang diterima"; `gamepass_id` is an alias of `roblox_pass_id`. */
const ACCEPTED_FIELDS = new Set([
  'order_type',
  'roblox_username',
  'place_id',
  'roblox_pass_id',
  'gamepass_id',
  'payment_method',
  'client_reference',
]);

const wholeNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;

const validationFailure = (fields: readonly string[]): UpstreamReply =>
  failure(422, 'Data order tidak valid.', { code: 'VALIDATION_FAILED', fields });

/** Unknown to Roblox are, here, names that begin with `tidakada` and passes that end in 404. */
const isUnknownToRoblox = (username: string, pass: number): boolean =>
  username.toLowerCase().startsWith('tidakada') || pass % 1000 === 404;

interface OrderRequest {
  readonly order_type: string;
  readonly roblox_username: string;
  readonly place_id: number;
  readonly roblox_pass_id: number;
}

const isReply = (value: OrderRequest | UpstreamReply): value is UpstreamReply => 'status' in value;

/** Reads the body as documented. Assumption: both order types need all three fields. */
const readOrderRequest = ({ fields }: UpstreamRequest): OrderRequest | UpstreamReply => {
  const forbidden = Object.keys(fields).filter((name) => !ACCEPTED_FIELDS.has(name));
  if (forbidden.length > 0) {
    return failure(422, 'Field tidak diizinkan.', { code: 'FORBIDDEN_FIELDS', fields: forbidden });
  }
  const { roblox_username: username, order_type = 'gamepass' } = fields;
  const place_id = wholeNumber(fields['place_id']);
  const roblox_pass_id = wholeNumber(fields['roblox_pass_id'] ?? fields['gamepass_id']);
  if (order_type !== 'gamepass' && order_type !== 'vip_server')
    return validationFailure(['order_type']);
  if (typeof username !== 'string' || username.trim() === '')
    return validationFailure(['roblox_username']);
  if (place_id === undefined) return validationFailure(['place_id']);
  if (roblox_pass_id === undefined) return validationFailure(['roblox_pass_id']);
  const method = fields['payment_method'] ?? 'invoice';
  if (method === 'balance') {
    return failure(403, 'Akun Discord belum terhubung.', { code: 'DISCORD_LINK_REQUIRED' });
  }
  if (method !== 'invoice') return validationFailure(['payment_method']);
  return isUnknownToRoblox(username, roblox_pass_id)
    ? failure(422, 'Data Roblox tidak valid.', { code: 'ROBLOX_VALIDATION_FAILED' })
    : { order_type, roblox_username: username, place_id, roblox_pass_id };
};

const documentedPass = 987_654_321;

/** The documented example costs Rp348; every other price is derived from the pass. */
const priceOf = (pass: number): number =>
  pass === documentedPass ? 348 : 5_000 + (pass % 40) * 2_500;

/** Expires an overdue unpaid invoice; called on every read, in place of a timer. */
const expireIfDue = (backend: ShopBackend, order: LeuwongrrOrder): LeuwongrrOrder => {
  if (order.status === 'pending' && backend.now() >= order.expires) order.status = 'expired';
  return order;
};

export const invoiceOf = (order: LeuwongrrOrder) => ({
  invoice_code: order.invoice,
  type: 'order',
  payment_status: order.status,
  amount: order.amount,
  formatted_amount: formatRupiah(order.amount),
  currency: 'IDR',
  payment_method: 'invoice',
  invoice_url: order.invoice_url,
});

const createdReply = (order: LeuwongrrOrder, idempotent: boolean): UpstreamReply => ({
  ...success(
    'Order berhasil dibuat.',
    { invoice: invoiceOf(order), environment: 'sandbox', idempotent },
    idempotent ? 200 : 201,
  ),
  order: order.invoice,
});

/**
 * `POST /me/orders`. A repeated key returns its invoice. Assumption: this holds for a changed body
 * too, since the documentation mentions the key only.
 */
export const postOrder = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const key = request.header('Idempotency-Key') ?? null;
  const { orders, byKey } = backend.state.leuwongrr;
  const existing = key === null ? undefined : orders.get(byKey.get(key) ?? '');
  if (existing !== undefined) return createdReply(expireIfDue(backend, existing), true);
  const orderRequest = readOrderRequest(request);
  if (isReply(orderRequest)) return orderRequest;

  const invoice = `INV${backend.time.slice(0, 10).replaceAll('-', '')}${String(backend.nextId())}`;
  const { client_reference: reference } = request.fields;
  const order: LeuwongrrOrder = {
    invoice,
    idempotency_key: key,
    ...orderRequest,
    client_reference: typeof reference === 'string' ? reference : null,
    amount: priceOf(orderRequest.roblox_pass_id),
    invoice_url: `${request.publicUrl}/leuwongrr/user/invoice/${invoice}`,
    status: 'pending',
    expires: backend.now() + backend.settings.invoiceMs,
    created_at: backend.time,
  };
  orders.set(invoice, order);
  if (key !== null) byKey.set(key, invoice);
  return createdReply(order, false);
};

export const findOrder = (backend: ShopBackend, invoice: string): LeuwongrrOrder | undefined => {
  const order = backend.state.leuwongrr.orders.get(invoice);
  return order && expireIfDue(backend, order);
};

const withOrder = (
  request: UpstreamRequest,
  backend: ShopBackend,
  reply: (order: LeuwongrrOrder) => UpstreamReply,
): UpstreamReply => {
  const order = findOrder(backend, request.param('invoice'));
  return order === undefined
    ? failure(404, 'Invoice tidak ditemukan.', { code: 'NOT_FOUND' })
    : reply(order);
};

/** `GET /me/orders/{invoice}`; the fields other than `invoice` are assumptions. */
export const getOrder = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withOrder(request, backend, (order) =>
    success('OK', {
      invoice: invoiceOf(order),
      order: {
        status: order.status === 'paid' ? 'processing' : order.status,
        order_type: order.order_type,
        roblox_username: order.roblox_username,
        place_id: order.place_id,
        roblox_pass_id: order.roblox_pass_id,
        client_reference: order.client_reference,
      },
      environment: 'sandbox',
    }),
  );

/** `GET /me/invoices/{invoice}/status`; only `payment_status` was observed. */
export const getStatus = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withOrder(request, backend, (order) =>
    success('OK', { invoice_code: order.invoice, payment_status: order.status }),
  );

const STATUS_BY_COMMAND = {
  pending: 'pending',
  paid: 'paid',
  done: 'completed',
  failed: 'failed',
  expired: 'expired',
} as const;

/** `UpstreamApi.setOrderStatus` for LeuwongRR, which sends no callbacks. */
export const setLeuwongrrStatus = (
  backend: ShopBackend,
  invoice: string,
  status: OrderStatus,
): Promise<boolean> => {
  const order = backend.state.leuwongrr.orders.get(invoice);
  if (order !== undefined) order.status = STATUS_BY_COMMAND[status];
  return Promise.resolve(order !== undefined);
};

/** Pays an invoice as a shopper would; does nothing when it is not pending. Delivery comes later. */
export const payInvoice = (backend: ShopBackend, invoice: string): void => {
  const order = findOrder(backend, invoice);
  if (order?.status !== 'pending') return;
  order.status = 'paid';
  backend.scheduleSettlement((status) => {
    if (findOrder(backend, invoice)?.status !== 'paid') return;
    void setLeuwongrrStatus(backend, invoice, status);
  });
};
