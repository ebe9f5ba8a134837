import { Hono, type Context } from 'hono';
import type { Html } from '../http/html-page.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Shops } from '../shop/shops.js';
import { buyProduct, showProduct } from './product-page.js';
import { pressSellerButton, showSellerPage } from './seller-page.js';
import { standInPage } from './stand-in-page.js';
import { changeTransaction, showTransaction } from './transaction-page.js';

type Answer = Response | Promise<Response>;

/**
 * The pages of a shop: its checkout at `url_produk`, its transactions, and stand-ins for the rest; also the seller's
 * app, at `app/transaksi`. Their addresses hold no token.
 */
export const storefrontPages = (shops: Shops): Hono => {
  const app = new Hono();
  const backendOf = (c: Context): ShopBackend | undefined =>
    shops.findByStorefront(`/${c.req.param('storefront') ?? ''}`)?.backend;
  const show = (page: (c: Context, backend: ShopBackend) => Html | undefined) => (c: Context) => {
    const backend = backendOf(c);
    const shown = backend && page(c, backend);
    return shown === undefined ? standInPage(c) : c.html(shown);
  };
  const act = (change: (c: Context, backend: ShopBackend) => Answer) => (c: Context) => {
    const backend = backendOf(c);
    return backend === undefined ? c.notFound() : change(c, backend);
  };

  app.get('/:section{produk}/:name', show(showProduct));
  app.post('/produk/:name', act(buyProduct));
  app.get('/:section{akun}/', show(showTransaction));
  app.post('/akun/', act(changeTransaction));
  app.get(
    '/app/transaksi',
    act((c, backend) => c.html(showSellerPage(backend))),
  );
  app.post('/app/transaksi', act(pressSellerButton));
  app.on('GET', ['/:section/', '/:section/:name'], standInPage);
  return app;
};
