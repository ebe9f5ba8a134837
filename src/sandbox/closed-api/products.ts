import { z } from 'zod';
import type { ProductRow } from '../content/rows.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { changeProduct } from '../state/shop-products.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { readPage } from './pages.js';
import { failure, success } from './replies.js';

/** `GET /produk/list`: ten a page, newest first. */
export const listProducts = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const page = readPage(request);
  if (page === undefined) {
    return failure(400, 'page tidak boleh 0 atau dibawah 0, dan tidak lebih dari 600');
  }
  const view = backend.productView(request.publicUrl);
  const rows = backend.content.productRows((page - 1) * 10, 10, view);
  return success({
    page,
    data: rows.map((row) => ({
      id_barang: row.id_produk,
      id_kategori: row.id_kategori,
      nama_barang: row.nama_produk,
      harga_barang: row.harga_produk,
      kondisi_barang: row.kondisi_produk,
      stok_barang: row.stok,
      berat: row.berat,
      tanggal: row.tanggal,
      url_gambar_barang: row.gambar_utama,
    })),
  });
};

/** The documented example's; every product of the sandbox is there. */
const PLACE = {
  id_origin: '43726',
  nama_pengirim: 'Nama pengirim',
  provinsi: 'Bali',
  kota: 'Badung',
  kecamatan: 'Abiansemal',
  kode_pos: '',
  no_hp: '082242235573',
};

/** The example shows '' for a product without sizes. Assumption: several are joined by commas. */
const joined = (values: readonly string[] | null): string => (values ?? []).join(',');

/** In per cent of the price, from so many pieces on; the example has numbers as digits. */
const WHOLESALE = [
  { pieces: 5, percent: 95 },
  { pieces: 12, percent: 90 },
];

/** Assumption: many goods that are sent have wholesale prices; digital ones have none. */
const wholesaleOf = ({ id_produk, harga_produk, berat }: ProductRow): readonly object[] =>
  berat === 0 || Number(id_produk) % 3 !== 0
    ? []
    : WHOLESALE.map(({ pieces, percent }) => ({
        jumlah: String(pieces),
        harga: String(Math.round((harga_produk * percent) / 100)),
      }));

const withProduct = (
  id: string,
  request: UpstreamRequest,
  backend: ShopBackend,
  reply: (row: ProductRow) => UpstreamReply,
): UpstreamReply => {
  const row = backend.content.findProduct(id, backend.productView(request.publicUrl));
  // 400, as documented.
  return row === undefined ? failure(400, 'Data produk tidak ditemukan') : reply(row);
};

/** `GET /produk/id`. */
export const getProduct = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withProduct(request.query.get('id_barang') ?? '', request, backend, (row) => {
    const change = backend.state.shopProducts.changes.get(row.id_produk);
    const category = backend.content.findCategory(row.id_kategori, request.publicUrl);
    return success({
      id_barang: row.id_produk,
      nama_barang: row.nama_produk,
      harga_barang: row.harga_produk,
      harga_barang_asli: row.harga_produk_asli,
      kondisi_barang: row.kondisi_produk,
      stok_barang: row.stok,
      berat: row.berat,
      tanggal: row.tanggal,
      merek: change?.merek ?? '',
      sku: change?.sku ?? '',
      ukuran: joined(row.ukuran),
      warna: joined(row.warna),
      id_kategori: row.id_kategori,
      data_kategori: {
        nama_kategori: category?.nama_kategori ?? '',
        gambar_kategori: category?.gambar_kategori ?? '',
      },
      harga_grosir: wholesaleOf(row),
      lokasi_barang: PLACE,
      url_gambar: row.list_gambar,
    });
  });

/** Assumption: a number may also come as digits. */
const wholeNumber = z.union([
  z.int().min(0),
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
]);
const text = z.string();

/** The parameters of `PATCH /produk/id` besides the id. Assumption: any other one gives 400. */
const productFields = z
  .strictObject({
    nama_barang: text.min(1),
    deskripsi_panjang: text,
    deskripsi_singkat: text,
    berat: wholeNumber,
    jumlah_stok: wholeNumber,
    kondisi: text,
    merek: text,
    dalam_kotak: text,
    garansi: text,
    harga_barang: wholeNumber,
    harga_barang_asli: wholeNumber,
    sku: text,
  })
  .partial();

/** `PATCH /produk/id`. */
export const patchProduct = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withProduct(textField(request, 'id_barang'), request, backend, ({ id_produk: id_barang }) => {
    const given = Object.entries(request.fields).filter(([name]) => name !== 'id_barang');
    const parsed = productFields.safeParse(Object.fromEntries(given));
    if (!parsed.success || given.length === 0) {
      return failure(400, 'Masukkan minimal 1 parameter tambahan yang ingin diubah');
    }
    const { shopProducts } = backend.state;
    changeProduct(shopProducts, id_barang, parsed.data);
    shopProducts.edits.push({ at: backend.time, id_barang, fields: parsed.data });
    return success({ id_barang }, 'ok - Data berhasil diubah');
  });

/** `DELETE /produk/id`. */
export const deleteProduct = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withProduct(textField(request, 'id_barang'), request, backend, ({ id_produk: id_barang }) => {
    const { shopProducts } = backend.state;
    shopProducts.changes.set(id_barang, null);
    shopProducts.deletions.push(id_barang);
    return success({ id_barang }, 'ok - Data berhasil dihapus');
  });
