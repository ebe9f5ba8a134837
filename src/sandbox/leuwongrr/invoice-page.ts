import { Hono } from 'hono';
import { html } from 'hono/html';
import { htmlPage } from '../http/html-page.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Shops } from '../shop/shops.js';
import type { LeuwongrrOrder } from '../state/leuwongrr-orders.js';
import { findOrder, invoiceOf, payInvoice } from './orders.js';

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
  return htmlPage(
    `Invoice ${invoice_code}`,
    html`<p>Halaman tiruan: tidak ada uang yang berpindah. / An imitation: no money moves.</p>
      <dl>
        <dt>Username Roblox</dt>
        <dd>${order.roblox_username}</dd>
        <dt>Total</dt>
        <dd>${formatted_amount}</dd>
        <dt>Status</dt>
        <dd>${STATUS_TEXTS[order.status]}</dd>
      </dl>
      ${button}`,
  );
};

/** The pages at `invoice_url`, where a shopper pays. The invoice code is the only credential. */
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
    // Relative, because the sandbox can be mounted below any path.
    return c.redirect(invoice, 303);
  });
  return app;
};
