import type { Context } from 'hono';
import { html } from 'hono/html';
import { pressButton, transactionCommands, type TransactionCommand } from '../checkout/status.js';
import { htmlPage, type Html } from '../http/html-page.js';
import { formatRupiah } from '../rupiah.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Transaction } from '../state/transactions.js';
import { readForm } from './form-text.js';
import { messageList, transactionLines } from './parts.js';

const BUTTONS: Readonly<Record<TransactionCommand, string>> = {
  lanjut: 'Lanjut',
  kembali: 'Kembali',
  lunas: 'Lunas',
  diproses: 'Diproses',
  selesai: 'Selesai',
  batal: 'Batal',
  batal_dan_refund: 'Batal dan refund',
};

const MAX_TRANSACTIONS = 20;

const entry = (backend: ShopBackend, transaction: Transaction): Html => {
  const { nomor_pembayaran, id_user, status, total } = transaction;
  return html`<h2>${nomor_pembayaran}</h2>
    <dl>
      <dt>${backend.state.members.get(id_user)?.nama_user ?? id_user}</dt>
      <dd>${formatRupiah(total)}, ${status.status_bayar}, ${status.status_pengiriman}</dd>
      ${transactionLines(transaction)}
    </dl>
    <form method="post">
      <input type="hidden" name="nomor" value="${nomor_pembayaran}" />
      ${transactionCommands.map(
        (command) => html`<button name="tombol" value="${command}">${BUTTONS[command]}</button>`,
      )}
    </form>`;
};

/** The seller's app: the newest transactions, and every button that a person has for them. */
export const showSellerPage = (backend: ShopBackend): Html => {
  const newest = [...backend.state.transactions.values()].toReversed().slice(0, MAX_TRANSACTIONS);
  return htmlPage(
    'Transaksi toko',
    html`<p>Tiruan aplikasi penjual. / An imitation of the seller’s app.</p>
      ${newest.map((transaction) => entry(backend, transaction))}
      <h2>Pesan ke pembeli</h2>
      ${messageList(backend.state.messages)}`,
  );
};

/** Presses a button; one that is not possible in the transaction's status does nothing. */
export const pressSellerButton = async (c: Context, backend: ShopBackend): Promise<Response> => {
  const field = await readForm(c);
  const command = transactionCommands.find((each) => each === field('tombol'));
  if (command !== undefined) pressButton(backend, field('nomor'), command);
  return c.redirect('transaksi', 303);
};
