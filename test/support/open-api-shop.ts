import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { z } from 'zod';
import { type FaultInput, DEMO_MEMBERS, type ShopSettings } from '../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';

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

/** The sandbox that every test of a file asks; it is open while they run. */
export let served: ServedSandbox;
before(async () => {
  served = await serveSandbox();
});
after(() => served.close());

export const openOpenApiShop = async (settings: ShopSettings = {}) => {
  const answer = await fetch(`${served.origin}/sandbox/shops`, {
    method: 'POST',
    body: JSON.stringify(settings),
  });
  assert.equal(answer.status, 201);
  const { token, api } = z
    .object({ token: z.string(), api: z.string() })
    .parse(await answer.json());
  const controls = `${served.origin}/sandbox/shops/${token}`;
  return {
    token,
    api,
    controls,
    getOpenApi: (path: string, query: Record<string, string> = {}, init: RequestInit = {}) =>
      fetch(`${api}${path}?${new URLSearchParams({ token, ...query }).toString()}`, init),
    setFaults: (faults: readonly FaultInput[]) =>
      fetch(`${controls}/faults`, { method: 'PUT', body: JSON.stringify(faults) }),
    log: async () => shopLog.parse(await (await fetch(`${controls}/log`)).json()),
  };
};

export type OpenApiShop = Awaited<ReturnType<typeof openOpenApiShop>>;

export const productsOf = async (shop: OpenApiShop, query: Record<string, string> = {}) =>
  productList.parse(await (await shop.getOpenApi('/app/produk', query)).json()).data;

export const rina = { id_user: '130173', token_user: DEMO_MEMBERS['130173'].token };
export const budi = { id_user: '130174', token_user: DEMO_MEMBERS['130174'].token };
