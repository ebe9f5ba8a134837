import type { Context } from 'hono';
import { html } from 'hono/html';
import { placePurchase, type Refusal } from '../checkout/place.js';
import type { ProductRow } from '../content/rows.js';
import { htmlPage, type Html } from '../http/html-page.js';
import { formatRupiah } from '../rupiah.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { readForm } from './form-text.js';
import { returnPath } from './return-path.js';

/** What the form shows. */
interface Entered {
  readonly quantity: string;
  readonly note: string;
  readonly member: string;
  readonly payment: string;
  readonly returnTo: string;
  readonly problem?: string;
}

const PROBLEMS: Readonly<Record<Refusal, string>> = {
  unknown_member: 'Pembeli tidak dikenal.',
  unknown_product: 'Produk tidak ditemukan.',
  out_of_stock: 'Stok tidak cukup.',
  saldo_too_low: 'Saldo tidak cukup. Isi saldo dulu, ya.',
};

const MAX_MEMBERS = 20;

const memberOptions = (backend: ShopBackend, chosen: string): Html[] =>
  [...backend.state.members.values()]
    .slice(0, MAX_MEMBERS)
    .map(
      ({ id_user, nama_user, saldo }) =>
        html`<option value="${id_user}" ${id_user === chosen ? 'selected' : ''}>
          ${nama_user}, saldo ${formatRupiah(saldo)}
        </option>`,
    );

const paymentOption = (value: string, label: string, { payment }: Entered): Html =>
  html`<label>
    <input type="radio" name="cara_bayar" value="${value}" ${payment === value ? 'checked' : ''} />
    ${label}
  </label>`;

const page = (backend: ShopBackend, row: ProductRow, entered: Entered) =>
  htmlPage(
    row.nama_produk,
    html`<p>Halaman tiruan: tidak ada uang yang berpindah. / An imitation: no money moves.</p>
      ${entered.problem === undefined ? '' : html`<p role="alert">${entered.problem}</p>`}
      <dl>
        <dt>Harga</dt>
        <dd>${formatRupiah(row.harga_produk)}</dd>
        <dt>Stok</dt>
        <dd>${row.stok}</dd>
      </dl>
      <form method="post">
        <input type="hidden" name="return" value="${entered.returnTo}" />
        <label>
          Jumlah
          <input type="number" name="jumlah" min="1" max="999" value="${entered.quantity}" />
        </label>
        <label>
          Catatan pesanan
          <textarea name="catatan" rows="5">${entered.note}</textarea>
        </label>
        <label>
          Pembeli
          <select name="id_user">
            ${memberOptions(backend, entered.member)}
          </select>
        </label>
        ${paymentOption('saldo', 'Saldo', entered)}
        ${paymentOption('transfer', 'Transfer bank', entered)}
        <button>Beli</button>
      </form>
      <a href="${entered.returnTo}">Kembali ke toko</a>`,
  );

const productOf = (c: Context, backend: ShopBackend): ProductRow | undefined => {
  const [id = ''] = /\d+$/.exec(c.req.param('name') ?? '') ?? [];
  return backend.content.findProduct(id, backend.productView(''));
};

/** The page at `url_produk`; undefined when the shop has no such product. */
export const showProduct = (c: Context, backend: ShopBackend): Html | undefined => {
  const row = productOf(c, backend);
  return (
    row &&
    page(backend, row, {
      quantity: '1',
      note: c.req.query('catatan') ?? '',
      member: '',
      payment: 'saldo',
      returnTo: returnPath(c, c.req.query('return')),
    })
  );
};

/** Buys what the form says, and goes on to the page of the transaction. */
export const buyProduct = async (c: Context, backend: ShopBackend): Promise<Response> => {
  const row = productOf(c, backend);
  if (row === undefined) return c.notFound();
  const field = await readForm(c);
  const entered: Entered = {
    quantity: field('jumlah'),
    // A browser sends line breaks as CR LF.
    note: field('catatan').replaceAll('\r\n', '\n'),
    member: field('id_user'),
    payment: field('cara_bayar'),
    returnTo: returnPath(c, field('return')),
  };
  const refuse = (problem: string) => c.html(page(backend, row, { ...entered, problem }), 409);
  if (!/^[1-9]\d{0,2}$/.test(entered.quantity)) return refuse('Jumlah harus 1 sampai 999.');
  const result = placePurchase(backend, {
    member: entered.member,
    lines: [{ id_barang: row.id_produk, quantity: Number(entered.quantity), note: entered.note }],
    payment: entered.payment === 'saldo' ? 'saldo' : 'transfer',
    paid: false,
  });
  if (result.kind === 'refused') return refuse(PROBLEMS[result.why]);
  const query = new URLSearchParams({
    page: 'transaksi',
    nomor: result.number,
    return: entered.returnTo,
  });
  // Relative, because the sandbox can be mounted below any path.
  return c.redirect(`../akun/?${query.toString()}`, 303);
};
