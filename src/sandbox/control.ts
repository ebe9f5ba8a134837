import { Hono, type Context } from 'hono';
import type { z } from 'zod';
import { publicUrlOf } from './address.js';
import { control } from './answers.js';
import { faultList } from './faults.js';
import type { Shop } from './shop.js';
import { shopSettings, type Shops } from './shops.js';

const refuse = (status: number, message: string): Response =>
  control({ code: status, status: message }, status);

const body = async (c: Context): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const invalid = (error: z.ZodError): Response => {
  const issue = error.issues[0];
  return refuse(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
};

/** The sandbox's own interface, by which tests arrange what they need. */
export const controlInterface = (shops: Shops, publicUrl: string | undefined): Hono => {
  const app = new Hono();

  const withShop = (c: Context, answer: (shop: Shop) => Response | Promise<Response>) => {
    const shop = shops.find(c.req.param('token') ?? '');
    return shop === undefined ? refuse(404, 'No such shop') : answer(shop);
  };
  const noContent = (): Response => new Response(null, { status: 204 });

  app.post('/', async (c) => {
    const settings = shopSettings.safeParse(await body(c));
    if (!settings.success) return invalid(settings.error);
    const shop = shops.add(settings.data);
    if (shop === undefined) return refuse(409, 'This token is taken');
    return control({ token: shop.token, api: `${publicUrlOf(c.req.url, publicUrl)}/v1` }, 201);
  });

  app.put('/:token/faults', (c) =>
    withShop(c, async (shop) => {
      const faults = faultList.safeParse(await body(c));
      if (!faults.success) return invalid(faults.error);
      shop.setFaults(faults.data);
      return noContent();
    }),
  );
  app.delete('/:token/faults', (c) =>
    withShop(c, (shop) => {
      shop.setFaults([]);
      return noContent();
    }),
  );
  app.get('/:token/log', (c) => withShop(c, (shop) => control(shop.log)));
  app.delete('/:token/log', (c) =>
    withShop(c, (shop) => {
      shop.clearLog();
      return noContent();
    }),
  );
  return app;
};
