import type { ShopBackend } from '../shop/shop-backend.js';
import { formatRupiah } from '../rupiah.js';
import {
  tokenAfterPrefix,
  type UpstreamApi,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { failure, getOrder, getStatus, postOrder, setLeuwongrrStatus, success } from './orders.js';

const RATE_LIMITS = {
  creates: { count: 10, windowMs: 60_000 },
  reads: { count: 60, windowMs: 60_000 },
};

/** Only the shape is documented; the texts and codes are assumptions. */
const ERROR_TEXTS: Readonly<Record<number, readonly [message: string, code: string]>> = {
  401: ['Token tidak valid.', 'UNAUTHENTICATED'],
  404: ['Endpoint tidak ditemukan.', 'NOT_FOUND'],
  429: ['Terlalu banyak request.', 'RATE_LIMITED'],
  500: ['Terjadi kesalahan pada server.', 'SERVER_ERROR'],
  503: ['Layanan sedang tidak tersedia.', 'SERVICE_UNAVAILABLE'],
};

const errorReply = (status: number): UpstreamReply => {
  const [message, code] = ERROR_TEXTS[status] ?? ['Permintaan ditolak.', 'REFUSED'];
  return failure(status, message, { code });
};

/** The fields of a package are assumptions. */
const packages = [80, 160, 400, 800, 1_700, 4_500].map((robux, index) => ({
  id: index + 1,
  name: `${String(robux)} Robux`,
  robux,
  price: robux * 130,
  formatted_price: formatRupiah(robux * 130),
}));

const rejectOverLimit = (
  { method, path }: UpstreamRequest,
  backend: ShopBackend,
): UpstreamReply | undefined => {
  if (!backend.settings.rateLimits) return undefined;
  const isCreate = method === 'POST' && path === '/me/orders';
  const name = isCreate ? 'creates' : 'reads';
  const waitMs = backend.limiter.take(`leuwongrr ${name}`, RATE_LIMITS[name]);
  if (waitMs === 0) return undefined;
  return { ...errorReply(429), headers: { 'Retry-After': String(Math.ceil(waitMs / 1_000)) } };
};

/**
 * LeuwongRR's user API, for its sandbox tokens only. Details that the owner's document leaves open are
 * assumptions.
 */
export const leuwongrr: UpstreamApi = {
  api: 'leuwongrr',
  base: '/leuwongrr/api/v1',
  tokenOf: (header) => tokenAfterPrefix(header('Authorization'), 'Bearer lrrs_v1_'),
  errorReply,
  setOrderStatus: setLeuwongrrStatus,
  rejectOverLimit,
  routes: [
    { method: 'POST', path: '/me/orders', handler: postOrder },
    { method: 'GET', path: '/me/orders/:invoice', handler: getOrder },
    { method: 'GET', path: '/me/invoices/:invoice/status', handler: getStatus },
    {
      method: 'GET',
      path: '/me/balance',
      handler: () => success('OK', { balance: 0, formatted_balance: 'Rp0', currency: 'IDR' }),
    },
    {
      method: 'POST',
      path: '/auth/token/validate',
      handler: () => success('Token valid.', { valid: true, environment: 'sandbox' }),
    },
    { method: 'GET', path: '/catalog/robux-packages', handler: () => success('OK', packages) },
    {
      method: 'GET',
      path: '/catalog/payment-methods',
      handler: () => success('OK', [{ code: 'invoice', name: 'Invoice' }]),
    },
  ],
};
