import type { Context } from 'hono';
import type { z } from 'zod';
import { controlResponse } from '../http/json-responses.js';
import type { Shop } from '../shop/shop.js';
import type { Shops } from '../shop/shops.js';

export const errorResponse = (status: number, message: string): Response =>
  controlResponse({ code: status, status: message }, status);

export const noContentResponse = (): Response => new Response(null, { status: 204 });

/** The JSON of a body; an empty object when there is none, undefined when it is broken. */
export const readBody = async (c: Context): Promise<unknown> => {
  const text = await c.req.text();
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const invalidResponse = (error: z.ZodError): Response => {
  const issue = error.issues[0];
  return errorResponse(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
};

export type WithShop = (
  c: Context,
  respond: (shop: Shop) => Response | Promise<Response>,
) => Response | Promise<Response>;

/** Responds for the shop that the path names by its token. */
export const forShops =
  (shops: Shops): WithShop =>
  (c, respond) => {
    const shop = shops.find(c.req.param('token') ?? '');
    return shop === undefined ? errorResponse(404, 'No such shop') : respond(shop);
  };
