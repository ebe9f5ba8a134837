/** A sandbox for one test file, and shops in it whose Open API is tested. */
import { after, before } from 'node:test';
import { z } from 'zod';
import { DEMO_MEMBERS, type ShopSettings } from '../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';
import { openSandboxShop } from './sandbox-shop.js';

export const productList = z.object({
  page: z.number(),
  data: z.array(
    z.strictObject({
      id_produk: z.string(),
      id_kategori: z.string(),
      nama_produk: z.string(),
      harga_produk: z.int(),
      harga_produk_asli: z.int(),
      deskripsi_singkat: z.string(),
      deskripsi_panjang: z.string(),
      kondisi_produk: z.string(),
      stok: z.int(),
      berat: z.int(),
      tanggal: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      ukuran: z.array(z.string()).nullable(),
      warna: z.array(z.string()).nullable(),
      gambar_utama: z.url(),
      list_gambar: z.array(z.url()).min(1).max(5),
      url_produk: z.url(),
    }),
  ),
});

export const refusal = z.object({ code: z.number(), status: z.string() });
export const anyRows = z.object({ data: z.array(z.unknown()) });
export const category = z.object({ id_kategori: z.string(), tipe_kategori: z.string() });
const shopLog = z.object({
  count: z.number(),
  quota: z.number().nullable(),
  requests: z.array(
    z.object({
      at: z.string(),
      path: z.string(),
      query: z.record(z.string(), z.string()),
      status: z.number().nullable(),
    }),
  ),
});

/** The sandbox of the importing test file; it runs from the first test to the last. */
export let served: ServedSandbox;
before(async () => {
  served = await serveSandbox();
});
after(() => served.close());

/** Opens a shop in this file's sandbox, with a client for its Open API. */
export const openOpenApiShop = async (settings: ShopSettings = {}) => {
  const shop = await openSandboxShop(served.origin, settings);
  const { token, api } = shop;
  return {
    ...shop,
    getOpenApi: (path: string, query: Record<string, string> = {}, init: RequestInit = {}) =>
      fetch(`${api}${path}?${new URLSearchParams({ token, ...query }).toString()}`, init),
    log: async () => shopLog.parse(await (await shop.control('GET', '/log')).json()),
  };
};

export type OpenApiShop = Awaited<ReturnType<typeof openOpenApiShop>>;

/** The rows of `/app/produk`. */
export const productsOf = async (shop: OpenApiShop, query: Record<string, string> = {}) =>
  productList.parse(await (await shop.getOpenApi('/app/produk', query)).json()).data;

export const rina = { id_user: '130173', token_user: DEMO_MEMBERS['130173'].token };
export const budi = { id_user: '130174', token_user: DEMO_MEMBERS['130174'].token };
