import type { ShopBackend } from '../shop/shop-backend.js';
import {
  tokenAfterPrefix,
  type UpstreamApi,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { allEntries, categories, cheapestByGroup, type CatalogEntry } from './catalog.js';
import { failure, getOrderStatus, postOrder, setLapakgamingStatus, success } from './orders.js';

/** From "Rate limit". The real limits count per source address, these per shop. */
const RATE_LIMITS = {
  all: { count: 500, windowMs: 10_000 },
  products: { count: 50, windowMs: 10_000 },
};

const ERROR_CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  500: 'SYSTEM_ERROR',
  // The codes of these are not documented: assumptions.
  404: 'UNKNOWN_ERROR',
  429: 'TOO_MANY_REQUESTS',
};

const errorReply = (status: number): UpstreamReply =>
  failure(ERROR_CODES[status] ?? 'UNKNOWN_ERROR', status);

/** Whether the requested country is Indonesia, the only one with products here. */
const inCountry = (request: UpstreamRequest): boolean =>
  (request.query.get('country_code') ?? 'id') === 'id';

const getCategories = (request: UpstreamRequest): UpstreamReply =>
  success({ categories: inCountry(request) ? categories : [] });

const getProducts = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const [category, code] = [query.get('category_code'), query.get('product_code')];
  const products = allEntries(backend)
    .map(({ product }) => product)
    .filter((each) => each.category_code === category || each.code === code);
  return products.length === 0 ? failure('PRODUCT_NOT_FOUND') : success({ products });
};

const getAllProducts = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  success({
    products: inCountry(request) ? allEntries(backend).map(({ product }) => product) : [],
  });

const bestRow = ({ group, product }: CatalogEntry) => ({
  code: group,
  country_code: product.country_code,
  name: product.name,
  price: product.price,
  process_time: product.process_time,
});

const getBestProducts = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  success(
    cheapestByGroup(
      backend,
      ({ product }) => product.category_code === query.get('category_code'),
    ).map(bestRow),
  );

const getBestOfGroup = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const best = cheapestByGroup(backend, ({ group }) => group === request.param('group'))[0];
  return best === undefined ? failure('PRODUCT_NOT_FOUND') : success(bestRow(best));
};

const getRate = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  success({
    from_currency: query.get('from_currency') ?? 'USD',
    to_currency: query.get('to_currency') ?? 'IDR',
    buy_rate: 16_250,
    sell_rate: 16_480,
    created_date: backend.time.slice(0, 19).replace('T', ' '),
  });

const nicknames = ['Rangga', 'SiPalingPro', 'Kirana', 'BangJago', 'MayaGG', 'Dewata'];

/**
 * Seen in one public client. Assumption: an unknown account gives `USER_NOT_FOUND`. Here every id that starts
 * with 0 is unknown, and for one that starts with 500 the check is out of order.
 */
const postAccountCheck = ({ fields }: UpstreamRequest): UpstreamReply => {
  const category = categories.find(({ code }) => code === fields['category_code']);
  const id = typeof fields['user_id'] === 'string' ? fields['user_id'] : '';
  if (category === undefined) return failure('PRODUCT_NOT_FOUND');
  if (!category.check_id) return failure('NOT_ALLOWED');
  if (id === '') return failure('USER_ID_EMPTY');
  if (/\s/.test(id)) return failure('USER_ID_CONTAIN_SPACE');
  if (id.startsWith('0')) return failure('USER_NOT_FOUND');
  if (id.startsWith('500')) return failure('SYSTEM_ERROR', 500);
  const name = nicknames[Number(id.slice(-4)) % nicknames.length] ?? 'Pemain';
  return success({ name: `${name}${id.slice(-2)}` });
};

/**
 * The Lapakgaming reseller API 1.6. Its two test callbacks are left out: their paths are not
 * documented.
 */
export const lapakgaming: UpstreamApi = {
  api: 'lapakgaming',
  base: '/lapakgaming',
  tokenOf: (header) => tokenAfterPrefix(header('Authorization'), 'Bearer lapak-'),
  errorReply,
  setOrderStatus: setLapakgamingStatus,
  rejectOverLimit: ({ path }, backend) => {
    if (!backend.settings.rateLimits) return undefined;
    const isOver =
      backend.limiter.take('lapakgaming', RATE_LIMITS.all) > 0 ||
      (path === '/api/product' &&
        backend.limiter.take('lapakgaming products', RATE_LIMITS.products) > 0);
    return isOver ? errorReply(429) : undefined;
  },
  routes: [
    { method: 'GET', path: '/api/category', handler: getCategories },
    { method: 'GET', path: '/api/product', handler: getProducts },
    { method: 'GET', path: '/api/all-products', handler: getAllProducts },
    {
      method: 'GET',
      path: '/api/balance',
      handler: (_request, backend) => success({ balance: backend.state.lapakgaming.balance }),
    },
    { method: 'POST', path: '/api/order', handler: postOrder },
    { method: 'GET', path: '/api/order_status', handler: getOrderStatus },
    { method: 'GET', path: '/api/catalogue/group-products', handler: getBestProducts },
    {
      method: 'GET',
      path: '/api/catalogue/group-products/:group/best-product',
      handler: getBestOfGroup,
    },
    { method: 'GET', path: '/api/fx-rate.php', handler: getRate },
    { method: 'POST', path: '/api/uid-check', handler: postAccountCheck },
  ],
};
