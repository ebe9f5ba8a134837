import { Hono } from 'hono';
import { z } from 'zod';
import { apiNames, faultList } from '../faults/fault-plan.js';
import { publicUrlOf } from '../http/address.js';
import { controlResponse } from '../http/json-responses.js';
import { sendProductCallback } from '../lapakgaming/product-callback.js';
import type { MountOptions } from '../mount-options.js';
import { proxySettings } from '../proxy-settings.js';
import { backendSettings } from '../shop/backend-settings.js';
import { shopSettings } from '../shop/shops.js';
import { orderStatuses } from '../state/order-status.js';
import type { UpstreamApi } from '../upstream-api/upstream-api.js';
import { readBooks } from './books.js';
import {
  errorResponse,
  forShops,
  invalidResponse,
  noContentResponse,
  readBody,
} from './replies.js';
import { transactionRoutes } from './transaction-routes.js';

const orderChange = z.strictObject({ status: z.enum(orderStatuses) });

const productChange = z.strictObject({
  /** Whole rupiah. */
  price: z.int().min(0).exactOptional(),
  status: z.enum(['available', 'empty']).exactOptional(),
});

/** The shop's deposits, whole rupiah. */
const depositChange = z.strictObject({
  lapakgaming: z.int().exactOptional(),
  snapcart: z.int().exactOptional(),
});

/**
 * The sandbox's control interface: opens shops, sets faults, settings and order statuses, makes transactions, and
 * shows logs and books. It must not imitate an API itself: it only changes the state that the imitated APIs read.
 *
 * @param apis the mounted upstream APIs, whose orders can be settled
 */
export const controlRoutes = (
  { shops, publicUrl }: MountOptions,
  apis: readonly UpstreamApi[],
): Hono => {
  const app = new Hono();

  const withShop = forShops(shops);
  const setOrderStatus = async (
    ...order: Parameters<NonNullable<UpstreamApi['setOrderStatus']>>
  ): Promise<boolean> => {
    for (const api of apis) if (await api.setOrderStatus?.(...order)) return true;
    return false;
  };

  app.post('/', async (c) => {
    const settings = shopSettings.safeParse(await readBody(c));
    if (!settings.success) return invalidResponse(settings.error);
    const shop = shops.add(settings.data);
    if (shop === undefined) return errorResponse(409, 'This token is taken');
    const origin = publicUrlOf(c.req.url, publicUrl);
    const { token } = shop;
    return controlResponse(
      { token, api: `${origin}/v1`, settings: proxySettings(origin, token) },
      201,
    );
  });

  app.put('/:token/faults', (c) =>
    withShop(c, async (shop) => {
      const faults = faultList.safeParse(await readBody(c));
      if (!faults.success) return invalidResponse(faults.error);
      shop.setFaults(faults.data);
      return noContentResponse();
    }),
  );
  app.delete('/:token/faults', (c) =>
    withShop(c, (shop) => {
      shop.setFaults([]);
      return noContentResponse();
    }),
  );
  app.get('/:token/log', (c) =>
    withShop(c, (shop) => {
      const api = z.enum(apiNames).default('open').safeParse(c.req.query('api'));
      return api.success ? controlResponse(shop.log(api.data)) : invalidResponse(api.error);
    }),
  );
  app.delete('/:token/log', (c) =>
    withShop(c, (shop) => {
      shop.clearLog();
      return noContentResponse();
    }),
  );
  app.patch('/:token', (c) =>
    withShop(c, async ({ backend }) => {
      const rawChanges = z.record(z.string(), z.unknown()).safeParse(await readBody(c));
      if (!rawChanges.success) return invalidResponse(rawChanges.error);
      const settings = backendSettings.safeParse({ ...backend.settings, ...rawChanges.data });
      if (!settings.success) return invalidResponse(settings.error);
      backend.settings = settings.data;
      return noContentResponse();
    }),
  );
  app.patch('/:token/deposits', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = depositChange.safeParse(await readBody(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const { lapakgaming, snapcart } = backend.state;
      lapakgaming.balance = parsed.data.lapakgaming ?? lapakgaming.balance;
      snapcart.balance = parsed.data.snapcart ?? snapcart.balance;
      return noContentResponse();
    }),
  );
  app.get('/:token/books', (c) =>
    withShop(c, ({ backend }) => controlResponse(readBooks(backend))),
  );
  app.post('/:token/orders/:id', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = orderChange.safeParse(await readBody(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const isFound = await setOrderStatus(backend, c.req.param('id'), parsed.data.status);
      return isFound
        ? noContentResponse()
        : errorResponse(404, 'No such order, or no such status for it');
    }),
  );
  app.put('/:token/products/:provider/:code', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = productChange.safeParse(await readBody(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const { provider, code } = c.req.param();
      const productKey = `${provider}/${code}`;
      backend.state.productOverrides.set(productKey, {
        ...backend.state.productOverrides.get(productKey),
        ...parsed.data,
      });
      if (provider === 'lapakgaming') await sendProductCallback(backend, code);
      return noContentResponse();
    }),
  );
  app.route('/:token/transactions', transactionRoutes(withShop));
  return app;
};
