/** Transactions of the shop's own checkout: what the APIs show, and what shoppers and sellers can do with them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { clock, openUpstreamShop, siti, sitiBooks } from '../support/upstream-shop.js';

const rows = z.object({ data: z.array(z.record(z.string(), z.unknown())) });
const detail = z.object({
  data_pesanan: z.array(
    z.object({ data_produk: z.array(z.record(z.string(), z.unknown())), ekspedisi: z.string() }),
  ),
});

/** A shop with a digital and a physical product, whose prices are known. */
const openShop = async (settings: Parameters<typeof openUpstreamShop>[0] = {}) => {
  const shop = await openUpstreamShop({ products: 12, ...settings });
  const products = rows.parse((await shop.closed('/produk/list?page=1')).body).data;
  const find = (isDigital: boolean) =>
    String(products.find(({ berat }) => (berat === 0) === isDigital)?.['id_barang']);
  const [digital, physical] = [find(true), find(false)];
  for (const [id_barang, harga_barang] of [
    [digital, 10_000],
    [physical, 25_000],
  ] as const) {
    await shop.patchClosed('/produk/id', { id_barang, harga_barang, jumlah_stok: 5 });
  }
  const status = async (number: string) => {
    const { body } = await shop.closed(`/transaksi/id?nomor_pembayaran=${number}`);
    return [body['status_bayar'], body['status_pengiriman']];
  };
  const patch = (nomor_pembayaran: string, status_transaksi: string) =>
    shop.patchClosed('/transaksi/id', { nomor_pembayaran, status_transaksi });
  const stock = async (id: string) =>
    (await shop.closed(`/produk/id?id_barang=${id}`)).body['stok_barang'];
  const callbacks = () => {
    clock.advance(0);
    return shop.receivedCallbacks();
  };
  return { ...shop, digital, physical, status, patch, stock, callbacks };
};
type Shop = Awaited<ReturnType<typeof openShop>>;

const oneUnit = ({ digital }: Shop, more: object = {}) => ({
  lines: [{ id_barang: digital, note: 'User ID: 1' }],
  ...more,
});

const statusOf = (body: unknown) =>
  z.looseObject({ tipe_callback: z.string(), status_transaksi: z.string() }).parse(body);

describe('a transaction', () => {
  it('has lines with quantities, notes and an extra note, in the documented fields', async () => {
    const shop = await openShop();
    const extra = { nama_varian: 'Varian 123', opsi: ['UNGU', 'MERAH'] };
    const number = await shop.purchase({
      lines: [
        { id_barang: shop.digital, quantity: 2, note: 'User ID: 1\nZone: 2' },
        { id_barang: shop.physical, note: ' \nVarian : Varian 1\n', extra },
      ],
    });
    const { body } = await shop.closed(`/transaksi/id?nomor_pembayaran=${number}`);
    assert.equal(
      Object.keys(body).join(' '),
      'code status nomor_pembayaran id_user status_bayar status_pengiriman bank_penerima terakhir_update tanggal_buat potongan kode_unik total_membership total_transaksi data_pesanan',
    );
    assert.deepEqual(
      [body['id_user'], body['status_bayar'], body['total_transaksi']],
      ['7', 'lunas', 45_000],
    );
    const [sentByNobody, sent] = detail.parse(body).data_pesanan;
    assert.equal(sent?.ekspedisi, 'JNE OKE');
    const line = sentByNobody?.data_produk[0];
    assert.equal(
      Object.keys(line ?? {}).join(' '),
      'id_transaksi id_barang nama_barang jumlah_barang total_harga catatan nomor_resi',
    );
    assert.deepEqual(
      [line?.['id_barang'], line?.['jumlah_barang'], line?.['total_harga'], line?.['catatan']],
      [shop.digital, 2, 20_000, 'User ID: 1\nZone: 2'],
    );
    assert.deepEqual(sent.data_produk[0]?.['catatan_tambahan'], extra);
    assert.deepEqual([await shop.stock(shop.digital), await shop.stock(shop.physical)], [3, 4]);
  });

  it('is listed newest first, by member and status, in both APIs', async () => {
    const shop = await openShop();
    const unpaid = await shop.purchase(oneUnit(shop, { paid: false }));
    const paid = await shop.purchase(oneUnit(shop));
    const list = async (query: string) =>
      rows.parse((await shop.closed(`/transaksi/list?page=1${query}`)).body).data;
    const numbers = async (query: string) =>
      (await list(query)).map(({ nomor_pembayaran }) => nomor_pembayaran);
    assert.deepEqual(await numbers(`&id_user=${siti.id_user}`), [paid, unpaid]);
    assert.deepEqual((await numbers('&filter_status=lunas'))[0], paid);
    assert.ok(!(await numbers('&filter_status=lunas')).includes(unpaid));
    assert.deepEqual((await numbers('&filter_status=pending'))[0], unpaid);
    assert.equal((await shop.closed('/transaksi/list')).status, 400);
    const pair = { id_user: siti.id_user, token_user: siti.token_user };
    const open = rows.parse((await shop.open('/user/transaksi', pair)).body).data;
    assert.deepEqual(
      open.map((row) => row['nomor_pembayaran']),
      [paid, unpaid],
    );
  });

  const refusedPurchases = [
    ['an unknown product', { lines: [{ id_barang: '1' }] }, 409],
    ['an unknown member', { member: '8' }, 409],
    ['more than the stock', { quantity: 6 }, 409],
    ['more than the saldo', { payment: 'saldo', total: 100_001 }, 409],
    ['no line', { lines: [] }, 400],
  ] as const;
  for (const [title, change, expected] of refusedPurchases) {
    it(`is not made of ${title}`, async () => {
      const shop = await openShop();
      const { quantity, total, ...order } = { quantity: 1, total: undefined, ...change };
      const lines = [{ id_barang: shop.digital, quantity, total }];
      assert.equal(await shop.purchaseStatus({ lines, ...order }), expected);
      assert.equal((await shop.books()).transactions.length, 2);
      assert.equal(await shop.stock(shop.digital), 5);
    });
  }

  it('is paid by saldo, and refunded once, with the documented rows in the history', async () => {
    const shop = await openShop();
    const number = await shop.purchase(oneUnit(shop, { payment: 'saldo' }));
    assert.equal(sitiBooks(await shop.books()).saldo, 90_000);
    assert.deepEqual((await shop.patch(number, 'batal_dan_refund')).body, {
      code: 200,
      status: 'ok',
      nomor_pembayaran: number,
      statu_bayar_awal: 'lunas',
      status_pengiriman_awal: 'belum diproses',
      status_bayar_terbaru: 'di batalkan',
      status_pengiriman_terbaru: 'di batalkan',
    });
    assert.equal((await shop.patch(number, 'batal_dan_refund')).status, 400);
    const pair = { id_user: siti.id_user, token_user: siti.token_user };
    const history = rows.parse((await shop.open('/user/catatan', pair)).body).data;
    const shown = history.map(({ tanggal: _at, link_transaksi, ...row }) => {
      assert.match(String(link_transaksi), new RegExp(`page=transaksi&nomor=${number}$`));
      return row;
    });
    const common = {
      jumlah_dana: '10000',
      tipe_mutasi: 'transaksi',
      nomor_pembayaran: number,
      catatan_saldo: '',
    };
    assert.deepEqual(shown, [
      {
        ...common,
        informasi_catatan: `Pengembalian saldo dari transaksi ${number} yang otomatis dibatalkan.`,
        tipe_jumlah: 'tambah',
        saldo_terakhir: '100000',
      },
      {
        ...common,
        informasi_catatan: `Member melakukan transaksi menggunakan saldo (#${number})`,
        tipe_jumlah: 'kurang',
        saldo_terakhir: '90000',
      },
    ]);
  });

  const PAID = ['lunas', 'belum diproses'];
  const CANCELLED = ['di batalkan', 'di batalkan'];
  const commands = [
    [['lanjut'], ['lunas', 'diproses']],
    [
      ['lanjut', 'lanjut'],
      ['lunas', 'dikirim'],
    ],
    [['kembali'], ['pending', 'belum diproses']],
    [['kembali', 'lunas'], PAID],
    [['diproses'], ['lunas', 'diproses']],
    [['diproses', 'kembali'], PAID],
    [['selesai'], ['lunas', 'selesai']],
    [['batal'], CANCELLED],
    [['batal', 'lunas'], PAID],
  ] as const;
  for (const [words, expected] of commands) {
    it(`is ${expected.join(', ')} after ${words.join(', ')}`, async () => {
      const shop = await openShop();
      const [byApi, byPerson] = [
        await shop.purchase(oneUnit(shop)),
        await shop.purchase(oneUnit(shop)),
      ];
      for (const word of words) {
        assert.equal((await shop.patch(byApi, word)).status, 200);
        assert.equal(await shop.act(byPerson, word), 204);
      }
      assert.deepEqual(await shop.status(byApi), expected);
      assert.deepEqual(await shop.status(byPerson), expected);
      assert.equal(sitiBooks(await shop.books()).saldo, siti.saldo);
    });
  }

  const refusals = [
    ['an unknown word', { status_transaksi: 'hapus' }, 400],
    ['no word', {}, 400],
    ['a step before the first', { status_transaksi: 'kembali' }, 400],
    ['an unknown number', { nomor_pembayaran: '1', status_transaksi: 'selesai' }, 404],
    ['no number', { nomor_pembayaran: '', status_transaksi: 'selesai' }, 400],
  ] as const;
  for (const [title, fields, expected] of refusals) {
    it(`refuses ${title}`, async () => {
      const shop = await openShop();
      const nomor_pembayaran = await shop.purchase(oneUnit(shop, { paid: false }));
      const answer = await shop.patchClosed('/transaksi/id', { nomor_pembayaran, ...fields });
      assert.equal(answer.status, expected);
    });
  }

  for (const [refundsUnpaid, saldo] of [
    [false, 100_000],
    [true, 110_000],
  ] as const) {
    it(`pays ${refundsUnpaid ? '' : 'nothing '}back what was never paid, by a setting`, async () => {
      const shop = await openShop({ refundsUnpaid });
      const number = await shop.purchase(oneUnit(shop, { paid: false }));
      assert.equal((await shop.patch(number, 'batal_dan_refund')).status, 200);
      assert.equal(sitiBooks(await shop.books()).saldo, saldo);
    });
  }

  it('takes a waybill number and a cost for one line', async () => {
    const shop = await openShop();
    const number = await shop.purchase(oneUnit(shop));
    const lines = async () =>
      (await shop.books()).transactions.find((each) => each.nomor_pembayaran === number)?.lines;
    const id_transaksi = (await lines())?.[0]?.id_transaksi ?? '';
    const patch = (fields: object) =>
      shop.patchClosed('/transaksi/id', { id_transaksi, ...fields });
    const answer = await patch({ nomor_resi: 'SN-1', harga_modal: 9_000 });
    assert.deepEqual(answer.body, { code: 200, status: 'ok - nomor resi berhasil diubah' });
    assert.deepEqual(
      (await lines())?.map(({ nomor_resi, harga_modal }) => [nomor_resi, harga_modal]),
      [['SN-1', 9_000]],
    );
    const { body } = await shop.closed(`/transaksi/id?nomor_pembayaran=${number}`);
    assert.ok(JSON.stringify(body).includes('"nomor_resi":"SN-1"'));
    assert.equal((await patch({})).status, 400);
    assert.equal((await patch({ id_transaksi: '1', nomor_resi: 'SN-1' })).status, 404);
  });

  it('can be paid late or cancelled by its shopper, until it is paid', async () => {
    const shop = await openShop();
    const [paid, cancelled] = [
      await shop.purchase(oneUnit(shop, { paid: false })),
      await shop.purchase(oneUnit(shop, { paid: false })),
    ];
    assert.equal(await shop.act(paid, 'pay'), 204);
    assert.equal(await shop.act(paid, 'cancel'), 409);
    assert.equal(await shop.act(cancelled, 'cancel'), 204);
    assert.equal(await shop.act(cancelled, 'pay'), 409);
    assert.deepEqual([await shop.status(paid), await shop.status(cancelled)], [PAID, CANCELLED]);
    assert.equal(await shop.act('1', 'selesai'), 404);
  });
});

describe('a callback of bukaOlshop', () => {
  it('tells of a new transaction and of each change, to one address or two', async () => {
    const shop = await openShop();
    const [first, second] = [shop.callbackUrl('new'), shop.callbackUrl('status')];
    await shop.changeSettings({ callbackUrls: { bukaolshop: first } });
    const number = await shop.purchase(oneUnit(shop));
    assert.deepEqual(shop.callbacks()[0]?.body, {
      tipe_callback: 'transaksi_baru',
      secret_key_callback: `callback-${shop.token}`,
      nomor_pembayaran: number,
      status_transaksi: 'pending',
      tipe_transaksi: 'PRODUK DIGITAL',
    });
    await shop.changeSettings({ callbackUrls: { bukaolshop: first, bukaolshopStatus: second } });
    await shop.patch(number, 'diproses');
    await shop.act(number, 'batal');
    await shop.purchase(oneUnit(shop, { payment: 'saldo', kind: 'EKSPEDISI' }));
    const told = shop.callbacks().map(({ url, body }) => {
      const { tipe_callback, status_transaksi } = statusOf(body);
      return [url, tipe_callback, status_transaksi];
    });
    const change = 'perubahan_status_transaksi';
    assert.deepEqual(told, [
      [first, 'transaksi_baru', 'pending'],
      [first, change, 'lunas'],
      [second, change, 'diproses'],
      [second, change, 'di batalkan'],
      [first, 'transaksi_baru', 'lunas'],
    ]);
    assert.ok(JSON.stringify(shop.callbacks().at(-1)?.body).includes('EKSPEDISI'));
  });

  for (const [encoding, isIt] of [
    ['form', (sent: unknown) => sent instanceof URLSearchParams],
    ['multipart', (sent: unknown) => sent instanceof FormData],
    ['json', (sent: unknown) => typeof sent === 'string'],
  ] as const) {
    it(`is sent as ${encoding}`, async () => {
      const shop = await openShop({ callbackEncoding: encoding });
      await shop.changeSettings({ callbackUrls: { bukaolshop: shop.callbackUrl('all') } });
      await shop.purchase(oneUnit(shop, { paid: false }));
      const [callback, ...more] = shop.callbacks();
      assert.ok(isIt(shop.bodyOf(callback)));
      assert.equal(statusOf(callback?.body).tipe_callback, 'transaksi_baru');
      assert.deepEqual(more, []);
    });
  }

  const lunas = { kind: 'callback', api: 'closed', fields: { status_transaksi: 'lunas' } } as const;
  for (const [mode, now, later] of [
    ['none', 0, 0],
    ['late', 0, 1],
    ['duplicate', 2, 2],
  ] as const) {
    it(`of one status obeys the fault ${mode}`, async () => {
      const shop = await openShop();
      await shop.changeSettings({ callbackUrls: { bukaolshop: shop.callbackUrl('all') } });
      await shop.setFaults({ ...lunas, mode, ms: 60_000 });
      await shop.purchase(oneUnit(shop));
      const count = () =>
        shop.callbacks().filter(({ body }) => statusOf(body).status_transaksi === 'lunas').length;
      // The second copy follows the answer to the first.
      clock.advance(0);
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(count(), now);
      clock.advance(60_000);
      assert.equal(count(), later);
      assert.equal(shop.callbacks().length, later + 1);
    });
  }

  it('comes before what it tells of under the fault early', async () => {
    const shop = await openShop();
    await shop.changeSettings({ callbackUrls: { bukaolshop: shop.callbackUrl('all') } });
    await shop.setFaults({ kind: 'callback', api: 'closed', mode: 'early', ms: 1_000, times: 2 });
    const number = await shop.purchase(oneUnit(shop));
    const told = () => shop.callbacks().map(({ body }) => statusOf(body).status_transaksi);
    const { status } = await shop.closed(`/transaksi/id?nomor_pembayaran=${number}`);
    assert.deepEqual([told(), status], [['pending'], 404]);
    clock.advance(1_000);
    assert.deepEqual(told(), ['pending', 'lunas']);
    assert.deepEqual(await shop.status(number), ['pending', 'belum diproses']);
    clock.advance(1_000);
    assert.deepEqual(await shop.status(number), ['lunas', 'belum diproses']);
  });
});

describe('a change of a transaction under faults', () => {
  const target = { api: 'closed', method: 'PATCH', path: '/transaksi/id', times: 1 } as const;
  const PAID = ['lunas', 'belum diproses'];
  const CLAIMED = ['lunas', 'diproses'];
  for (const [title, fault, answer, expected] of [
    ['lost before its effect', { ...target, kind: 'status', status: 500 }, 500, PAID],
    ['lost after it', { ...target, kind: 'status', status: 500, effect: 'kept' }, 500, CLAIMED],
    ['429', { ...target, kind: 'status', status: 429, retryAfter: 60 }, 429, PAID],
    ['answered without an effect', { ...target, kind: 'lost' }, 200, PAID],
  ] as const) {
    it(`is as it should be when ${title}`, async () => {
      const shop = await openShop();
      const number = await shop.purchase(oneUnit(shop));
      await shop.setFaults(fault);
      assert.equal((await shop.patch(number, 'diproses')).status, answer);
      assert.deepEqual(await shop.status(number), expected);
    });
  }
});

describe('what a member was told', () => {
  it('stands in the books', async () => {
    const shop = await openUpstreamShop();
    const post = (path: string, fields: Record<string, string>) =>
      shop.closed(path, { method: 'POST', body: new URLSearchParams(fields) });
    await post('/chat/create', { id_user: '7', pesan_teks: 'Sudah dikirim', id_barang: '1' });
    await post('/chat/create', { id_user: '7' });
    await post('/member/notifikasi', {
      id_user: '7',
      judul_notifikasi: 'Selesai',
      pesan_notifikasi: 'Sudah dikirim',
    });
    const at = new Date(clock.now()).toISOString();
    const common = { at, id_user: '7', text: 'Sudah dikirim' };
    assert.deepEqual((await shop.books()).messages, [
      { ...common, kind: 'chat', title: '', id_barang: '1' },
      { ...common, kind: 'notification', title: 'Selesai', id_barang: '' },
    ]);
  });
});
