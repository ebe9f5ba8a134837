import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { publicUrlOf } from '../http/address.js';
import { controlResponse } from '../http/json-responses.js';
import { readBooks } from './books.js';
import { sendProductCallback } from '../lapakgaming/product-callback.js';
import { apis, faultList } from '../faults/fault-plan.js';
import { proxySettings } from '../proxy-settings.js';
import type { Shop } from '../shop/shop.js';
import { orderStatuses, setOrderStatus } from './set-order-status.js';
import { shopSettings, type Shops } from '../shop/shops.js';
import { backendSettings } from '../shop/backend-settings.js';

const errorResponse = (status: number, message: string): Response =>
  controlResponse({ code: status, status: message }, status);

const body = async (c: Context): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const invalidResponse = (error: z.ZodError): Response => {
  const issue = error.issues[0];
  return errorResponse(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
};

const orderChange = z.strictObject({ status: z.enum(orderStatuses) });

const productChange = z.strictObject({
  /** Whole rupiah. */
  price: z.int().min(0).exactOptional(),
  status: z.enum(['available', 'empty']).exactOptional(),
});

/** The sandbox's own interface, by which tests arrange what they need. */
export const controlRoutes = (shops: Shops, publicUrl: string | undefined): Hono => {
  const app = new Hono();

  const withShop = (c: Context, answer: (shop: Shop) => Response | Promise<Response>) => {
    const shop = shops.find(c.req.param('token') ?? '');
    return shop === undefined ? errorResponse(404, 'No such shop') : answer(shop);
  };
  const noContentResponse = (): Response => new Response(null, { status: 204 });

  app.post('/', async (c) => {
    const settings = shopSettings.safeParse(await body(c));
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
      const faults = faultList.safeParse(await body(c));
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
      const api = z.enum(apis).default('open').safeParse(c.req.query('api'));
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
      const rawChanges = z.record(z.string(), z.unknown()).safeParse(await body(c));
      if (!rawChanges.success) return invalidResponse(rawChanges.error);
      const settings = backendSettings.safeParse({ ...backend.settings, ...rawChanges.data });
      if (!settings.success) return invalidResponse(settings.error);
      backend.settings = settings.data;
      return noContentResponse();
    }),
  );
  app.get('/:token/books', (c) =>
    withShop(c, ({ backend }) => controlResponse(readBooks(backend))),
  );
  app.post('/:token/orders/:id', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = orderChange.safeParse(await body(c));
      if (!parsed.success) return invalidResponse(parsed.error);
      const isFound = await setOrderStatus(backend, c.req.param('id'), parsed.data.status);
      return isFound
        ? noContentResponse()
        : errorResponse(404, 'No such order, or no such status for it');
    }),
  );
  app.put('/:token/products/:provider/:code', (c) =>
    withShop(c, async ({ backend }) => {
      const parsed = productChange.safeParse(await body(c));
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
  return app;
};
