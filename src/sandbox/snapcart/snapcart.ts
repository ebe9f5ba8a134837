import type { ShopBackend } from '../shop/shop-backend.js';
import {
  tokenAfterPrefix,
  type UpstreamApi,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { postInquiry } from './bills.js';
import { itemsOf, products, type Product } from './catalog.js';
import { getStatus, postPayment, setSnapcartStatus } from './payments.js';
import { failure, success } from './replies.js';

/** From "Error Examples"; the texts for 500 and 503 are assumptions. */
const ERROR_TEXTS: Readonly<Record<number, readonly [message: string, error: string]>> = {
  401: ['Unauthorized', 'API key not found in request'],
  404: ['Product not found', 'Inactive or invalid product_code'],
  429: ['Too many requests, please try again later', 'Rate limit exceeded'],
  500: ['Internal server error', 'Third party error'],
  503: ['Service unavailable', 'Maintenance'],
};

const errorReply = (status: number): UpstreamReply => {
  const [message, error] = ERROR_TEXTS[status] ?? ['Bad request', 'Invalid response format'];
  return failure(status, message, error);
};

const types = new Set(products.map(({ product_type }) => product_type));

const withProduct = (
  request: UpstreamRequest,
  reply: (product: Product) => UpstreamReply,
): UpstreamReply => {
  const product = products.find(
    ({ product_type, product_code }) =>
      product_type === request.param('type') && product_code === request.param('product'),
  );
  return product === undefined ? errorReply(404) : reply(product);
};

const getList = (request: UpstreamRequest): UpstreamReply =>
  types.has(request.param('type'))
    ? success(
        products
          .filter(({ product_type }) => product_type === request.param('type'))
          .map(({ product_code, title, product_type }) => ({ product_code, title, product_type })),
      )
    : errorReply(404);

const getDetail = (request: UpstreamRequest): UpstreamReply =>
  withProduct(request, ({ id, product_code, title, product_type, fields }) =>
    success({
      id,
      product_code,
      title,
      type: product_type,
      description: `Top up ${title}, proses otomatis 24 jam.`,
      instruction: 'Periksa kembali tujuan sebelum membayar.',
      user_input: { fields },
    }),
  );

const getItems = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withProduct(request, (product) => success(itemsOf(backend, product)));

/**
 * The Snapcart client API. It has no rate limit here: the documentation mentions one but not its
 * numbers.
 */
export const snapcart: UpstreamApi = {
  api: 'snapcart',
  base: '/snapcart/api/v1',
  tokenOf: (header) => tokenAfterPrefix(header('x-api-key'), 'snap-'),
  errorReply,
  setOrderStatus: setSnapcartStatus,
  rejectOverLimit: () => undefined,
  routes: [
    { method: 'GET', path: '/catalogs/:type', handler: getList },
    { method: 'GET', path: '/catalogs/:type/:product', handler: getDetail },
    { method: 'GET', path: '/catalogs/:type/:product/items', handler: getItems },
    { method: 'POST', path: '/inquiry', handler: postInquiry },
    { method: 'POST', path: '/payment', handler: postPayment },
    { method: 'GET', path: '/payment/status/:request', handler: getStatus },
  ],
};
