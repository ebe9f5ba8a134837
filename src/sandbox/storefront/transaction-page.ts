import type { Context } from 'hono';
import { html } from 'hono/html';
import { cancelTransaction, payTransaction } from '../checkout/place.js';
import { htmlPage, type Html } from '../http/html-page.js';
import { formatRupiah } from '../rupiah.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Transaction } from '../state/transactions.js';
import { readForm } from './form-text.js';
import { messageList, transactionLines } from './parts.js';
import { returnPath } from './return-path.js';

const page = (c: Context, backend: ShopBackend, transaction: Transaction): Html => {
  const { nomor_pembayaran, id_user, status, total } = transaction;
  const buttons =
    status.status_bayar === 'pending'
      ? html`<form method="post">
          <button name="aksi" value="bayar">Bayar sekarang</button>
          <button name="aksi" value="batal">Batalkan</button>
        </form>`
      : '';
  return htmlPage(
    `Transaksi ${nomor_pembayaran}`,
    html`<dl>
        <dt>Pembayaran</dt>
        <dd>${status.status_bayar}</dd>
        <dt>Pengiriman</dt>
        <dd>${status.status_pengiriman}</dd>
        <dt>Total</dt>
        <dd>${formatRupiah(total)}</dd>
        ${transactionLines(transaction)}
      </dl>
      ${buttons}
      <p>
        <a href="${returnPath(c, c.req.query('return'))}">Kembali ke toko</a>
        <a href="">Muat ulang</a>
      </p>
      <h2>Pesan dari penjual</h2>
      ${messageList(backend.state.messages.filter((message) => message.id_user === id_user))}`,
  );
};

const transactionOf = (c: Context, backend: ShopBackend): Transaction | undefined =>
  c.req.query('page') === 'transaksi'
    ? backend.state.transactions.get(c.req.query('nomor') ?? '')
    : undefined;

/** The page at `link_transaksi`; undefined when the shop has no such transaction. */
export const showTransaction = (c: Context, backend: ShopBackend): Html | undefined => {
  const transaction = transactionOf(c, backend);
  return transaction && page(c, backend, transaction);
};

/** Pays or cancels as the shopper. */
export const changeTransaction = async (c: Context, backend: ShopBackend): Promise<Response> => {
  const transaction = transactionOf(c, backend);
  if (transaction === undefined) return c.notFound();
  const field = await readForm(c);
  const act = field('aksi') === 'bayar' ? payTransaction : cancelTransaction;
  act(backend, transaction.nomor_pembayaran);
  return c.redirect(new URL(c.req.url).search, 303);
};
