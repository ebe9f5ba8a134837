import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';
import { documented } from '../../src/sandbox/documented.js';
import { arts } from '../../src/sandbox/images/art.js';
import { picture } from '../../src/sandbox/images/index.js';
import {
  createSandbox,
  type FaultInput,
  members,
  type ShopSettings,
} from '../../src/sandbox/index.js';
import { serveSandbox, type ServedSandbox } from '../../src/sandbox/serve.js';

const productList = z.object({
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

const refusal = z.object({ code: z.number(), status: z.string() });
const anyRows = z.object({ data: z.array(z.unknown()) });
const category = z.object({ id_kategori: z.string(), tipe_kategori: z.string() });
const categoryList = z.object({
  data: z.array(category.extend({ sub_kategori: z.array(category) })),
});
const saldoNotes = z.object({
  data: z.array(
    z.object({ jumlah_dana: z.string(), tipe_jumlah: z.string(), saldo_terakhir: z.string() }),
  ),
});
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

let served: ServedSandbox;
before(async () => {
  served = await serveSandbox();
});
after(() => served.close());

const openShop = async (settings: ShopSettings = {}) => {
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
    get: (path: string, query: Record<string, string> = {}, init: RequestInit = {}) =>
      fetch(`${api}${path}?${new URLSearchParams({ token, ...query }).toString()}`, init),
    setFaults: (faults: readonly FaultInput[]) =>
      fetch(`${controls}/faults`, { method: 'PUT', body: JSON.stringify(faults) }),
    log: async () => shopLog.parse(await (await fetch(`${controls}/log`)).json()),
  };
};

type TestShop = Awaited<ReturnType<typeof openShop>>;

const productsOf = async (shop: TestShop, query: Record<string, string> = {}) =>
  productList.parse(await (await shop.get('/app/produk', query)).json()).data;

const rina = { id_user: '130173', token_user: members['130173'].token };
const budi = { id_user: '130174', token_user: members['130174'].token };

describe('the documented shop', () => {
  const user = `&id_user=${rina.id_user}&token_user=${rina.token_user}`;
  for (const [path, name] of [
    ['/app/produk?page=1', 'produk'],
    ['/app/kategori?', 'kategori'],
    ['/app/kostumpage?', 'kostumpage'],
    ['/app/slide?', 'slide'],
    [`/user/info?${user}`, 'user-info'],
    [`/user/catatan?${user}`, 'catatan-saldo'],
    [`/user/catatan?tipe=poin${user}`, 'catatan-poin'],
    [`/user/transaksi?${user}`, 'transaksi'],
  ] as const) {
    it(`answers ${path} word for word`, async () => {
      const answer = await fetch(`${served.origin}/v1${path}&token=xxxxxxxx`);
      assert.equal(answer.status, 200);
      assert.equal(await answer.text(), documented[name]);
      JSON.parse(documented[name]);
    });
  }

  it('keeps the escapes of the documentation', () => {
    assert.ok(documented.transaksi.includes(String.raw`https:\/\/`));
  });

  it('flattens its categories', async () => {
    const answer = await fetch(`${served.origin}/v1/app/kategori?token=xxxxxxxx&struktur=flat`);
    const rows = z.object({ data: z.array(category) }).parse(await answer.json()).data;
    assert.deepEqual(
      rows.map((row) => row.id_kategori),
      ['2', '5387', '23533', '55421'],
    );
  });

  it('is filtered and paged like any other shop', async () => {
    for (const [query, count] of [
      ['cari_nama_produk=BAJU', 1],
      ['id_kategori=55421', 0],
      ['page=2', 0],
    ] as const) {
      const answer = await fetch(`${served.origin}/v1/app/produk?token=xxxxxxxx&${query}`);
      assert.equal(productList.parse(await answer.json()).data.length, count, query);
    }
  });
});

describe('the catalogue', () => {
  it('pages through every product once', async () => {
    const shop = await openShop({ products: 25 });
    const pages = await Promise.all(['1', '2', '3', '4'].map((page) => productsOf(shop, { page })));
    assert.deepEqual(
      pages.map((rows) => rows.length),
      [10, 10, 5, 0],
    );
    assert.equal(new Set(pages.flat().map((row) => row.id_produk)).size, 25);
  });

  it('opens with a mixture', async () => {
    const rows = await productsOf(await openShop());
    assert.ok(new Set(rows.map((row) => row.id_kategori)).size >= 8);
  });

  it('says nothing that contradicts itself', async () => {
    const shop = await openShop();
    const pages = await Promise.all(
      ['1', '2', '3'].map((page) => productsOf(shop, { page, total_data: '100' })),
    );
    const rows = pages.flat();
    assert.equal(rows.length, 240);
    for (const row of rows) {
      assert.ok(row.harga_produk_asli === 0 || row.harga_produk_asli > row.harga_produk);
      assert.equal(row.list_gambar[0], row.gambar_utama);
    }
    assert.ok(rows.some((row) => row.stok === 0));
    assert.ok(rows.some((row) => row.stok >= 1 && row.stok <= 5));
    assert.ok(rows.some((row) => row.deskripsi_panjang.includes('<ul>')));
  });

  it('is the same for the same seed', async () => {
    const list = async (seed: number) => {
      const sandbox = createSandbox({ seed, now: () => 1_700_000_000_000 });
      const request = new Request('http://toko.test/v1/app/produk?token=demo&total_data=100');
      return (await sandbox.fetch(request)).text();
    };
    assert.equal(await list(7), await list(7));
    assert.notEqual(await list(7), await list(8));
  });

  it('answers any page of ten thousand products', async () => {
    const shop = await openShop({ products: 10_000 });
    assert.equal((await productsOf(shop, { page: '100', total_data: '100' })).length, 100);
    assert.equal((await productsOf(shop, { page: '101', total_data: '100' })).length, 0);
    assert.ok((await productsOf(shop, { cari_nama_produk: 'telkomsel' })).length > 0);
  });

  it('finds the goods of a main category in its sub-categories', async () => {
    const shop = await openShop();
    const { data } = categoryList.parse(await (await shop.get('/app/kategori')).json());
    assert.ok(data.length >= 10);
    for (const main of data) {
      const ids = new Set([main, ...main.sub_kategori].map((row) => row.id_kategori));
      const rows = await productsOf(shop, { id_kategori: main.id_kategori, total_data: '100' });
      assert.ok(rows.length > 0);
      assert.ok(rows.every((row) => ids.has(row.id_kategori)));
    }
    const sub = data[0]?.sub_kategori[0]?.id_kategori ?? '';
    const rows = await productsOf(shop, { id_kategori: sub });
    assert.ok(rows.length > 0 && rows.every((row) => row.id_kategori === sub));
    const flat = await shop.get('/app/kategori', { struktur: 'flat' });
    const expected = data.flatMap((main) => [main, ...main.sub_kategori]).length;
    assert.equal(anyRows.parse(await flat.json()).data.length, expected);
  });

  it('searches without regard to case', async () => {
    const rows = await productsOf(await openShop(), { cari_nama_produk: 'pulsa TELKOMSEL' });
    assert.ok(rows.length > 0);
    assert.ok(rows.every((row) => row.nama_produk.startsWith('Pulsa Telkomsel')));
  });

  it('can be empty, or have as many categories as wanted', async () => {
    const empty = await openShop({ empty: true });
    for (const path of ['/app/produk', '/app/kategori', '/app/kostumpage', '/app/slide']) {
      assert.deepEqual(anyRows.parse(await (await empty.get(path)).json()).data, [], path);
    }
    const wide = await openShop({ categories: 40 });
    const answer = await wide.get('/app/kategori');
    assert.equal(anyRows.parse(await answer.json()).data.length, 40);
  });

  it('has six pages and four slides, one of which leads nowhere', async () => {
    const shop = await openShop();
    const pages = await shop.get('/app/kostumpage');
    assert.equal(anyRows.parse(await pages.json()).data.length, 6);
    const slides = z
      .object({ data: z.array(z.object({ url_tujuan: z.url().nullable() })) })
      .parse(await (await shop.get('/app/slide')).json()).data;
    assert.equal(slides.length, 4);
    assert.equal(slides.filter((slide) => slide.url_tujuan === null).length, 1);
  });
});

describe('a member', () => {
  it('is known by the pair of id and token', async () => {
    const shop = await openShop();
    const info = z.object({ data: z.object({ nama_user: z.string(), jumlah_saldo: z.string() }) });
    for (const [pair, name, saldo] of [
      [rina, 'Rina Wulandari', '350000'],
      [budi, 'Budi Santoso', '0'],
    ] as const) {
      const { data } = info.parse(await (await shop.get('/user/info', pair)).json());
      assert.deepEqual(data, { nama_user: name, jumlah_saldo: saldo });
    }
  });

  it('has a saldo history that adds up', async () => {
    const shop = await openShop();
    const answer = await shop.get('/user/catatan', { ...rina, total_data: '100' });
    const rows = saldoNotes.parse(await answer.json()).data;
    assert.equal(rows.length, 47);
    assert.equal(rows[0]?.saldo_terakhir, '350000');
    rows.forEach((row, index) => {
      const change = Number(row.jumlah_dana) * (row.tipe_jumlah === 'tambah' ? 1 : -1);
      const earlier = Number(rows[index + 1]?.saldo_terakhir ?? 0);
      assert.equal(Number(row.saldo_terakhir), earlier + change);
      assert.ok(earlier >= 0 && Number(row.jumlah_dana) > 0);
    });
  });

  it('has a point history that adds up', async () => {
    const shop = await openShop();
    const answer = await shop.get('/user/catatan', { ...rina, tipe: 'poin', total_data: '100' });
    const rows = z
      .object({
        data: z.array(
          z.object({
            jumlah_poin: z.coerce.number(),
            tipe_jumlah: z.string(),
            total_poin_terakhir: z.coerce.number(),
          }),
        ),
      })
      .parse(await answer.json()).data;
    assert.equal(rows.length, 23);
    assert.equal(rows[0]?.total_poin_terakhir, 1250);
    rows.forEach((row, index) => {
      const change = row.jumlah_poin * (row.tipe_jumlah === 'tambah' ? 1 : -1);
      const earlier = rows[index + 1]?.total_poin_terakhir ?? 0;
      assert.equal(row.total_poin_terakhir, earlier + change);
      assert.ok(earlier >= 0 && row.jumlah_poin > 0);
    });
  });

  it('has as many rows as promised', async () => {
    const shop = await openShop();
    for (const [path, query, count] of [
      ['/user/transaksi', { ...rina, total_data: '100' }, 34],
      ['/user/transaksi', { ...rina, page: '4' }, 4],
      ['/user/transaksi', { ...rina, page: '5' }, 0],
      ['/user/transaksi', budi, 0],
      ['/user/catatan', budi, 0],
      ['/user/catatan', { ...budi, tipe: 'poin' }, 0],
    ] as const) {
      const answer = await shop.get(path, query);
      assert.equal(anyRows.parse(await answer.json()).data.length, count, path);
    }
  });
});

describe('a refusal', () => {
  for (const [title, path, query, status] of [
    ['unknown token', '/app/produk', { token: 'nobody' }, 401],
    ['no token', '/app/produk', { token: '' }, 401],
    ['unknown member', '/user/info', { id_user: '1', token_user: 'x' }, 401],
    ['wrong token of a member', '/user/info', { ...rina, token_user: 'demo-user-2' }, 401],
    ['placeholders', '/user/info', { id_user: '{{id_user}}', token_user: '{{token_user}}' }, 401],
    ['no member', '/user/catatan', {}, 401],
    ['page 0', '/app/produk', { page: '0' }, 400],
    ['page in words', '/app/produk', { page: 'satu' }, 400],
    ['odd total_data', '/app/produk', { total_data: '15' }, 400],
    ['too much total_data', '/app/produk', { total_data: '110' }, 400],
    ['punctuation in a search', '/app/produk', { cari_nama_produk: 'a&b' }, 400],
    ['unknown structure', '/app/kategori', { struktur: 'tree' }, 400],
    ['unknown kind of note', '/user/catatan', { ...rina, tipe: 'emas' }, 400],
    ['unknown path', '/app/nothing', {}, 404],
  ] as const) {
    it(`of ${title} is ${String(status)}`, async () => {
      const answer = await (await openShop()).get(path, query);
      assert.equal(answer.status, status);
      assert.equal(answer.headers.get('access-control-allow-origin'), '*');
      assert.equal(refusal.parse(await answer.json()).code, status);
    });
  }

  it('of another method is 405', async () => {
    const answer = await (await openShop()).get('/app/produk', {}, { method: 'POST' });
    assert.equal(answer.status, 405);
  });
});

describe('the transport', () => {
  it('lets every origin in', async () => {
    const shop = await openShop();
    const headers = { Origin: 'https://toko.bukaolshop.site' };
    const preflight = await shop.get(
      '/app/produk',
      {},
      { method: 'OPTIONS', headers: { ...headers, 'Access-Control-Request-Method': 'GET' } },
    );
    assert.equal(preflight.status, 204);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    const answer = await shop.get('/app/produk', {}, { headers });
    assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
    assert.equal((await shop.log()).count, 1);
  });

  it('compresses for those who accept it', async () => {
    const shop = await openShop();
    for (const [accepted, encoding] of [
      ['gzip', 'gzip'],
      ['identity', null],
    ] as const) {
      const headers = { 'Accept-Encoding': accepted };
      const answer = await shop.get('/app/produk', {}, { headers });
      assert.equal(answer.headers.get('content-encoding'), encoding);
      assert.equal(productList.parse(await answer.json()).data.length, 10);
    }
  });
});

describe('the quota', () => {
  it('counts every answer, refuses beyond it, and starts anew with the log', async () => {
    const shop = await openShop({ quota: 2 });
    assert.equal((await shop.get('/app/nothing')).status, 404);
    assert.equal((await shop.get('/app/produk')).status, 200);
    const refused = await shop.get('/app/produk');
    assert.equal(refused.status, 429);
    assert.deepEqual(await refused.json(), {
      code: 429,
      status: 'Kuota request per hari telah habis',
    });
    assert.deepEqual(
      (await shop.log()).requests.map((request) => request.status),
      [404, 200, 429],
    );
    assert.equal((await fetch(`${shop.controls}/log`, { method: 'DELETE' })).status, 204);
    assert.equal((await shop.get('/app/produk')).status, 200);
    assert.equal((await shop.log()).count, 1);
  });

  it('lasts for a day', async () => {
    let now = Date.UTC(2026, 0, 1);
    const sandbox = createSandbox({ quota: 1, now: () => now });
    const ask = async () =>
      (await sandbox.fetch(new Request('http://toko.test/v1/app/slide?token=demo'))).status;
    assert.deepEqual([await ask(), await ask()], [200, 429]);
    now += 24 * 3_600_000;
    assert.equal(await ask(), 200);
  });
});

describe('the log', () => {
  it('keeps no credentials', async () => {
    const shop = await openShop();
    await shop.get('/user/catatan', { ...rina, page: '2' });
    const { count, quota, requests } = await shop.log();
    assert.deepEqual([count, quota], [1, null]);
    assert.equal(requests[0]?.path, '/user/catatan');
    assert.deepEqual(requests[0]?.query, { id_user: rina.id_user, page: '2' });
  });

  it('belongs to one shop', async () => {
    const [one, other] = [await openShop({ quota: 1 }), await openShop()];
    await one.setFaults([{ kind: 'status', status: 500 }]);
    assert.equal((await one.get('/app/produk')).status, 500);
    assert.equal((await other.get('/app/produk')).status, 200);
    assert.equal((await other.log()).count, 1);
  });
});

describe('a fault', () => {
  const struck = async (...faults: FaultInput[]) => {
    const shop = await openShop();
    assert.equal((await shop.setFaults(faults)).status, 204);
    return shop;
  };

  it('delays', async () => {
    const shop = await struck({ kind: 'delay', ms: 60 });
    const started = performance.now();
    assert.equal((await shop.get('/app/produk')).status, 200);
    assert.ok(performance.now() - started >= 55);
  });

  it('answers a status, readable from any origin', async () => {
    const shop = await struck({ kind: 'status', status: 503, retryAfter: 7 });
    const answer = await shop.get('/app/produk');
    assert.equal(answer.status, 503);
    assert.equal(answer.headers.get('retry-after'), '7');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.equal(refusal.parse(await answer.json()).code, 503);
  });

  it('answers a status that has no body', async () => {
    const shop = await struck({ kind: 'status', status: 204 });
    const answer = await shop.get('/app/produk');
    assert.deepEqual([answer.status, await answer.text()], [204, '']);
  });

  it('breaks the JSON', async () => {
    const answer = await (await struck({ kind: 'malformed' })).get('/app/produk');
    assert.equal(answer.status, 200);
    await assert.rejects(answer.json(), SyntaxError);
  });

  it('cuts the body', async () => {
    const shop = await struck({ kind: 'truncate' });
    const answer = await shop.get('/app/produk');
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    await assert.rejects(answer.text(), TypeError);
  });

  it('hangs until the client gives up', async () => {
    const shop = await struck({ kind: 'hang' });
    await assert.rejects(shop.get('/app/produk', {}, { signal: AbortSignal.timeout(80) }), {
      name: 'TimeoutError',
    });
    assert.equal((await shop.log()).requests[0]?.status, null);
  });

  it('hangs no longer than the sandbox is open', async () => {
    const other = await serveSandbox();
    const faults: FaultInput[] = [{ kind: 'hang' }];
    await fetch(`${other.origin}/sandbox/shops/demo/faults`, {
      method: 'PUT',
      body: JSON.stringify(faults),
    });
    const lost = assert.rejects(fetch(`${other.origin}/v1/app/produk?token=demo`), TypeError);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    await lost;
  });

  it('closes the connection', async () => {
    const shop = await struck({ kind: 'disconnect', times: 1 });
    await assert.rejects(shop.get('/app/produk'), TypeError);
    assert.equal((await shop.get('/app/produk')).status, 200);
    assert.deepEqual(
      (await shop.log()).requests.map((request) => request.status),
      [null, 200],
    );
  });

  it('answers any body', async () => {
    const shop = await struck({
      kind: 'body',
      body: '<h1>Maaf</h1>',
      status: 502,
      type: 'text/html',
    });
    const answer = await shop.get('/app/produk');
    assert.equal(answer.status, 502);
    assert.equal(answer.headers.get('content-type'), 'text/html');
    assert.equal(await answer.text(), '<h1>Maaf</h1>');
  });

  it('answers as many bytes as wanted', async () => {
    const answer = await (await struck({ kind: 'big', bytes: 300_000 })).get('/app/produk');
    const text = await answer.text();
    assert.equal(text.length, 300_000);
    JSON.parse(text);
  });

  it('answers rows or any data', async () => {
    const shop = await struck(
      { kind: 'rows', rows: [{ id_produk: 1 }], times: 1 },
      { kind: 'data', data: '' },
    );
    const envelope = { code: 200, status: 'ok', page: 1 };
    const first = await shop.get('/app/produk');
    assert.deepEqual(await first.json(), { ...envelope, data: [{ id_produk: 1 }] });
    const second = await shop.get('/app/produk');
    assert.deepEqual(await second.json(), { ...envelope, data: '' });
  });

  it('strikes only what it names, when it is due', async () => {
    const shop = await struck({
      kind: 'status',
      status: 500,
      path: '/app/produk',
      query: { page: '2' },
      after: 1,
      times: 2,
    });
    const asked = async (path: string, page: string) => (await shop.get(path, { page })).status;
    assert.equal(await asked('/app/produk', '1'), 200);
    assert.equal(await asked('/app/slide', '2'), 200);
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push(await asked('/app/produk', '2'));
    assert.deepEqual(statuses, [200, 500, 500, 200]);
  });

  it('can be taken back', async () => {
    const shop = await struck({ kind: 'status', status: 500 });
    assert.equal((await fetch(`${shop.controls}/faults`, { method: 'DELETE' })).status, 204);
    assert.equal((await shop.get('/app/produk')).status, 200);
  });

  it('fails the call itself where there is no socket', async () => {
    const sandbox = createSandbox();
    const send = (path: string, init?: RequestInit) =>
      sandbox.fetch(new Request(`http://toko.test${path}`, init));
    const faults: FaultInput[] = [{ kind: 'disconnect', times: 1 }, { kind: 'truncate' }];
    await send('/sandbox/shops/demo/faults', { method: 'PUT', body: JSON.stringify(faults) });
    await assert.rejects(send('/v1/app/slide?token=demo'), { name: 'Disconnected' });
    await assert.rejects((await send('/v1/app/slide?token=demo')).text());
  });
});

describe('the control interface', () => {
  it('opens shops by a name, once', async () => {
    const token = `toko-${String(process.pid)}`;
    assert.equal((await openShop({ token })).token, token);
    const body = JSON.stringify({ token });
    const again = await fetch(`${served.origin}/sandbox/shops`, { method: 'POST', body });
    assert.equal(again.status, 409);
  });

  for (const [title, path, method, body, status] of [
    ['an unknown setting', '', 'POST', '{"colour":1}', 400],
    ['broken JSON', '', 'POST', '{', 400],
    ['an unknown fault', '/demo/faults', 'PUT', '[{"kind":"earthquake"}]', 400],
    ['an unknown shop', '/nobody/faults', 'PUT', '[]', 404],
    ['an unknown shop’s log', '/nobody/log', 'GET', null, 404],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const answer = await fetch(`${served.origin}/sandbox/shops${path}`, { method, body });
      assert.equal(answer.status, status);
    });
  }
});

describe('below another server', () => {
  it('builds its addresses from the mount path, and they lead back to it', async () => {
    const sandbox = createSandbox();
    const app = new Hono();
    app.all('/tiruan/*', (c) => sandbox.fetch(c.req.raw, c.env));
    const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    const base = `http://127.0.0.1:${String(address.port)}/tiruan`;
    try {
      const answer = await fetch(`${base}/v1/app/produk?token=demo`);
      for (const row of productList.parse(await answer.json()).data) {
        assert.ok(row.gambar_utama.startsWith(`${base}/images/`), row.gambar_utama);
        assert.equal((await fetch(row.gambar_utama)).status, 200);
        assert.equal((await fetch(row.url_produk)).status, 200);
      }
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('takes a configured address instead', async () => {
    const sandbox = createSandbox({ publicUrl: 'https://demo.test/x/' });
    const request = new Request('http://127.0.0.1/v1/app/produk?token=demo');
    const { data } = productList.parse(await (await sandbox.fetch(request)).json());
    assert.ok(data.every((row) => row.url_produk.startsWith('https://demo.test/x/toko/produk/')));
  });
});

describe('the pages of the shop', () => {
  it('show what they received, escaped', async () => {
    const note = encodeURIComponent('<script>alert(1)</script>');
    const answer = await fetch(`${served.origin}/toko/produk/pulsa-1?catatan=${note}`);
    assert.equal(answer.headers.get('content-type'), 'text/html; charset=UTF-8');
    const page = await answer.text();
    assert.ok(page.includes('&lt;script&gt;alert(1)&lt;/script&gt;'));
    assert.ok(!page.includes('<script>'));
  });

  for (const path of ['/toko/kategori/pulsa-4100', '/toko/digital/1', '/toko/akun/?page=topup']) {
    it(`answer ${path}`, async () => {
      assert.equal((await fetch(served.origin + path)).status, 200);
    });
  }
});

describe('a picture', () => {
  const wellFormed = (svg: string): void => {
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*<\/svg>$/s);
    assert.doesNotMatch(svg, /NaN|undefined|href|url\(/);
    const open: string[] = [];
    for (const [, closing, name = '', alone] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (closing === '/') assert.equal(open.pop(), name);
      else if (alone === '') open.push(name);
    }
    assert.deepEqual(open, []);
  };

  for (const art of arts) {
    it(`of ${art} is well-formed in every view`, () => {
      for (const view of [0, 1, 2, 3, 4]) {
        wellFormed(picture('produk', `${art}-3-${String(view)}-50.000`) ?? '');
      }
      wellFormed(picture('kategori', `${art}-1`) ?? '');
    });
  }

  it('is served to any origin and kept for a day', async () => {
    const answer = await fetch(`${served.origin}/images/slide/1.svg`);
    assert.equal(answer.headers.get('content-type'), 'image/svg+xml');
    assert.equal(answer.headers.get('cache-control'), 'public, max-age=86400');
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    wellFormed(await answer.text());
  });

  for (const path of [
    'produk/nothing-0-0-.svg',
    'produk/gem-0-0-<x>.svg',
    'slide/9.svg',
    'profil/toString.svg',
    'halaman/constructor-1.svg',
    'slide/1.png',
  ]) {
    it(`at ${path} does not exist`, async () => {
      const answer = await fetch(`${served.origin}/images/${encodeURI(path)}`);
      assert.equal(answer.status, 404);
    });
  }
});

describe('the command', () => {
  const command = (...args: string[]) =>
    spawn(process.execPath, [
      '--import',
      'tsx',
      fileURLToPath(new URL('../../src/cli.ts', import.meta.url)),
      ...args,
    ]);

  const finished = async (...args: string[]) => {
    const child = command(...args);
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    const code = await new Promise((resolve) => child.once('close', resolve));
    return { code, out, err };
  };

  it('explains itself', async () => {
    const { code, out } = await finished('--help');
    assert.equal(code, 0);
    assert.match(out, /etalase sandbox \[--port 8788\]/);
  });

  it('knows its version', async () => {
    assert.match((await finished('--version')).out, /^\d+\.\d+\.\d+/);
  });

  for (const args of [
    ['melompat'],
    ['--melompat'],
    ['sandbox', '--warna'],
    ['sandbox', '--port', 'x'],
  ]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { code, out, err } = await finished(...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, / \/ /);
    });
  }

  it('runs the sandbox until it is told to stop', async () => {
    const child = command('sandbox', '--port', '0', '--products', '12');
    const closed = new Promise((resolve) => child.once('close', resolve));
    const api = await new Promise<string>((resolve) => {
      let out = '';
      child.stdout.on('data', (chunk) => {
        out += String(chunk);
        const [, address] = /Open API\s+(\S+)\n/.exec(out) ?? [];
        if (address !== undefined) resolve(address);
      });
    });
    const answer = await fetch(`${api}/app/produk?token=demo&page=2`);
    assert.equal(productList.parse(await answer.json()).data.length, 2);
    child.kill('SIGTERM');
    assert.equal(await closed, 0);
  });
});
