import { Hono } from 'hono';
import { html } from 'hono/html';
import { pageStyle } from '../storefront-pages.js';
import type { Shops } from '../shop/shops.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { findOrder, invoiceOf, payInvoice, type LeuwongrrOrder } from './orders.js';

const STATUS_TEXTS = {
  pending: 'Menunggu pembayaran',
  paid: 'Sudah dibayar, sedang diproses',
  completed: 'Selesai',
  failed: 'Gagal',
  expired: 'Kedaluwarsa',
} as const;

const page = (order: LeuwongrrOrder) => {
  const { formatted_amount, invoice_code } = invoiceOf(order);
  const button =
    order.status === 'pending'
      ? html`<form method="post"><button>Bayar ${formatted_amount}</button></form>`
      : '';
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Invoice ${invoice_code}</title>
        <style>
          ${pageStyle}
        </style>
      </head>
      <body>
        <main>
          <h1>Invoice ${invoice_code}</h1>
          <p>Halaman tiruan: tidak ada uang yang berpindah. / An imitation: no money moves.</p>
          <dl>
            <dt>Username Roblox</dt>
            <dd>${order.roblox_username}</dd>
            <dt>Total</dt>
            <dd>${formatted_amount}</dd>
            <dt>Status</dt>
            <dd>${STATUS_TEXTS[order.status]}</dd>
          </dl>
          ${button}
        </main>
      </body>
    </html>`;
};

/** The pages behind `invoice_url`, on which a shopper pays. An invoice's code is its own key. */
export const invoicePages = (shops: Shops): Hono => {
  const app = new Hono();
  const find = (invoice: string): { backend: ShopBackend; order: LeuwongrrOrder } | undefined => {
    for (const { backend } of shops.all()) {
      const order = findOrder(backend, invoice);
      if (order !== undefined) return { backend, order };
    }
    return undefined;
  };
  app.get('/:invoice', (c) => {
    const found = find(c.req.param('invoice'));
    return found === undefined ? c.notFound() : c.html(page(found.order));
  });
  app.post('/:invoice', (c) => {
    const invoice = c.req.param('invoice');
    const found = find(invoice);
    if (found === undefined) return c.notFound();
    payInvoice(found.backend, invoice);
    // Relative, because the sandbox may be mounted anywhere.
    return c.redirect(invoice, 303);
  });
  return app;
};
