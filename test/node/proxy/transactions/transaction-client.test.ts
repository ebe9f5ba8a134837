/** Transactions at the Closed API: what is read of the documented answers, and of unclear ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  createTransactionClient,
  type TransactionClient,
} from '../../../../src/proxy/transactions/transaction-client.js';
import {
  NOTE_LENGTH,
  type ShopTransaction,
  type TransactionLine,
} from '../../../../src/proxy/transactions/transaction.js';
import type { ReadResult } from '../../../../src/proxy/upstream/read-result.js';
import { createFakePlatform } from '../support/fake-platform.js';
import {
  LIST,
  TRANSACTION,
  STATUS_CHANGED,
  WAYBILL_CHANGED,
} from './documented-transaction-answers.js';

const bukaolshop = { closedUrl: 'https://shop.example/api/v1', apiKey: 'closed-key' };
const NUMBER = '74879326';
const read = (client: TransactionClient) => client.read(NUMBER);
const list = (client: TransactionClient) => client.listPaid(1);
const listFurther = (client: TransactionClient) => client.listPaid(2);
const refund = (client: TransactionClient) => client.setStatus(NUMBER, 'batal_dan_refund');

/** What `use` returns of a client that gets this answer, and what it sent. */
async function answeredBy<T>(
  answer: () => Response,
  use: (client: TransactionClient) => Promise<T>,
) {
  const { platform, requests } = createFakePlatform(answer);
  const result = await use(createTransactionClient(bukaolshop, platform, 1_000));
  const [request, ...others] = requests;
  assert.ok(request);
  assert.deepEqual(others, [], 'one call only');
  return { result, request };
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** The documented transaction with other values in it, or in the line of its first parcel. */
function transactionWith(change: object, lineChange: object = {}): object {
  const whole = JSON.parse(TRANSACTION) as { data_pesanan: { data_produk: object[] }[] };
  const [first, ...others] = whole.data_pesanan;
  const lines = first?.data_produk.map((line) => ({ ...line, ...lineChange }));
  return { ...whole, data_pesanan: [{ ...first, data_produk: lines }, ...others], ...change };
}

describe('the documented answers', () => {
  it('are read as a transaction', async () => {
    const { result, request } = await answeredBy(() => new Response(TRANSACTION), read);
    assert.equal(request.method, 'GET');
    assert.equal(request.path, '/api/v1/transaksi/id?nomor_pembayaran=74879326');
    assert.equal(request.headers.get('Authorization'), 'Bearer closed-key');
    const line = { transactionId: 'xxxxx', quantity: 1, extraNote: null };
    assert.deepEqual(result, {
      kind: 'read',
      value: {
        number: NUMBER,
        member: '2343',
        paid: 'paid',
        delivery: 'processing',
        total: 1_079_949,
        lines: [
          {
            ...line,
            productId: '513039',
            name: 'barang 1',
            total: 10_000,
            note: 'catatan pesanan',
            extraNote: 'Varian 123\nUNGU\nMERAH\nBIRU',
            waybill: 'xxxxxxxxxxxxxxxxxxxx',
          },
          {
            ...line,
            productId: '196552',
            name: 'barang 2',
            total: 50_000,
            note: ' \nVarian : Vairan 1\n',
            waybill: '',
          },
          {
            ...line,
            productId: '196552',
            name: 'barang 3',
            total: 949_449,
            note: ' \nVarian : Varian 3\n',
            waybill: '123456789',
          },
        ],
      },
    });
  });

  it('are read as a list', async () => {
    const { result, request } = await answeredBy(() => new Response(LIST), list);
    assert.equal(request.path, '/api/v1/transaksi/list?page=1&filter_status=lunas');
    assert.deepEqual(result, {
      kind: 'read',
      value: [
        { number: '2853130173354', paid: 'unpaid', delivery: 'new' },
        { number: '81168130173359', paid: 'paid', delivery: 'done' },
      ],
    });
  });

  it('are read as a change of the status', async () => {
    const { result, request } = await answeredBy(
      () => new Response(STATUS_CHANGED),
      (client) => client.setStatus(NUMBER, 'selesai'),
    );
    assert.equal(request.method, 'PATCH');
    assert.equal(request.path, '/api/v1/transaksi/id');
    assert.equal(request.headers.get('Content-Type'), 'application/json');
    assert.deepEqual(request.body, { nomor_pembayaran: NUMBER, status_transaksi: 'selesai' });
    assert.deepEqual(result, {
      kind: 'done',
      before: { paid: 'paid', delivery: 'processing' },
      after: { paid: 'paid', delivery: 'sent' },
    });
  });

  it('are read as a change of the waybill, with the cost', async () => {
    const body = { id_transaksi: '9', nomor_resi: 'SN-1', harga_modal: 9_500 };
    for (const [answer, expected] of [
      [{ code: 200, status: 'ok - nomor resi berhasil diubah' }, 'done'],
      // The owner prints a comma before the bracket, which is no JSON.
      [null, 'unknown'],
    ] as const) {
      const { result, request } = await answeredBy(
        () => (answer ? json(answer) : new Response(WAYBILL_CHANGED)),
        (client) => client.setWaybill('9', 'SN-1', 9_500),
      );
      assert.deepEqual(request.body, body);
      assert.equal(result.kind, expected);
    }
  });

  it('are read as a waybill without a cost', async () => {
    const { request } = await answeredBy(
      () => json({ code: 200 }),
      (client) => client.setWaybill('9', 'SN-1', null),
    );
    assert.deepEqual(request.body, { id_transaksi: '9', nomor_resi: 'SN-1' });
  });
});

describe('a transaction in other types', () => {
  const first = { id_transaksi: 7, id_barang: 513039, jumlah_barang: '2', total_harga: '10000' };
  for (const [what, body, expected] of [
    ['numbers as texts, and texts as numbers', transactionWith({ id_user: 2343 }, first), {}],
    ['a text with a number', transactionWith({}, { catatan: 81234567890 }), {}],
    ['no note', transactionWith({}, { catatan: null, nomor_resi: null }), {}],
    ['a status of a new word', transactionWith({ status_bayar: 'dp' }), { paid: 'unknown' }],
    ['no status', transactionWith({ status_bayar: undefined }), { paid: 'unknown' }],
    ['a status in capitals', transactionWith({ status_bayar: ' LUNAS ' }), { paid: 'paid' }],
    ['cancelled', transactionWith({ status_bayar: 'di batalkan' }), { paid: 'cancelled' }],
    ['cancelled', transactionWith({ status_pengiriman: 'Dibatalkan' }), { delivery: 'cancelled' }],
    ['new', transactionWith({ status_pengiriman: 'belum  diproses' }), { delivery: 'new' }],
    ['sent', transactionWith({ status_pengiriman: 'dikirim' }), { delivery: 'sent' }],
    ['no member', transactionWith({ id_user: null }), { member: '' }],
  ] as const) {
    it(`is read with ${what}`, async () => {
      const { result } = await answeredBy(() => json(body), read);
      assert.ok(result.kind === 'read');
      assert.deepEqual({ ...result.value, ...expected }, result.value);
    });
  }

  for (const [what, extra, expected] of [
    ['null', null, null],
    ['an empty text', '', null],
    ['an empty list', [], null],
    ['a text', ' Varian : Asia ', 'Varian : Asia'],
    ['a variant alone', { nama_varian: 'Asia' }, 'Asia'],
    ['one option as a text', { nama_varian: null, opsi: 'MERAH' }, 'MERAH'],
    ['options of another form', { nama_varian: 'Asia', opsi: { a: 1 } }, 'Asia'],
    ['something else', 7, null],
  ] as const) {
    it(`has as extra note ${what}`, async () => {
      const body = transactionWith({}, { catatan_tambahan: extra });
      const { result } = await answeredBy(() => json(body), read);
      assert.equal(firstLine(result).extraNote, expected);
    });
  }

  it('keeps a long note long enough to be told, and what cannot be stored as lost', async () => {
    const note = `1\0${'x'.repeat(100_000)}`;
    const body = transactionWith({}, { catatan: note });
    const { result } = await answeredBy(() => json(body), read);
    assert.equal(firstLine(result).note, `1\ufffd${'x'.repeat(NOTE_LENGTH - 1)}`);
  });
});

describe('a transaction that is not certain', () => {
  for (const [what, body] of [
    ['another number', transactionWith({ nomor_pembayaran: '74879327' })],
    ['a number that JSON cannot carry', transactionWith({ nomor_pembayaran: 1e21 })],
    ['no code', transactionWith({ code: undefined })],
    ['no total', transactionWith({ total_transaksi: null })],
    ['no parcels', transactionWith({ data_pesanan: [] })],
    ['a parcel without lines', transactionWith({ data_pesanan: [{ data_produk: [] }] })],
    ['a line without a product', transactionWith({}, { id_barang: null })],
    ['a line of no pieces', transactionWith({}, { jumlah_barang: 0 })],
    ['a line of half a piece', transactionWith({}, { jumlah_barang: 0.5 })],
    ['a line of a negative price', transactionWith({}, { total_harga: -1 })],
    ['a note that is a list', transactionWith({}, { catatan: ['1'] })],
    ['an id that cannot be stored', transactionWith({}, { id_transaksi: '1\0' })],
  ] as const) {
    it(`is malformed with ${what}`, async () => {
      const { result } = await answeredBy(() => json(body), read);
      assert.deepEqual(result, { kind: 'failed', code: 'malformed', retryAfterMs: null });
    });
  }
});

describe('a list', () => {
  const row = { nomor_pembayaran: 81168130173359, status_bayar: 'lunas' };
  for (const [what, data, expected] of [
    ['of nothing', null, 'read 0'],
    ['with a row that cannot be read', [{ id: 1 }, row], 'read 1'],
    ['of nothing but such rows', [{ id: 1 }, 7], 'malformed'],
    ['that is no list', { 0: row }, 'malformed'],
  ] as const) {
    it(`${what}: ${expected}`, async () => {
      const { result } = await answeredBy(() => json({ code: 200, data }), list);
      assert.equal(told(result), expected);
    });
  }
});

describe('an answer to a read that fails', () => {
  const refusal = (code: number, status = code) => json({ code, status: 'tidak ada' }, status);
  for (const [what, use, answer, expected] of [
    ['an unknown number', read, () => refusal(404), 'not-found'],
    ['an unknown number over 200', read, () => refusal(404, 200), 'not-found'],
    ['a number in a wrong form', read, () => refusal(400), 'not-found'],
    [
      'a page of a server in front',
      read,
      () => new Response('<html>', { status: 404 }),
      'unavailable',
    ],
    ['the end of the list', listFurther, () => refusal(404), 'read 0'],
    ['a first page that is not there', list, () => refusal(404), 'not-found'],
    ['a page too far', listFurther, () => refusal(400), 'refused'],
    ['a wrong key', read, () => refusal(401), 'refused key'],
    ['a firewall', read, () => new Response('<html>', { status: 403 }), 'refused'],
    ['no more calls', read, () => json({}, 429), 'quota'],
    ['an outage', read, () => json({}, 503), 'unavailable'],
    ['a redirect', read, () => new Response(null, { status: 302 }), 'malformed'],
    ['a page of HTML', read, () => new Response('<html>'), 'malformed'],
    ['nothing', read, () => lost('ECONNRESET'), 'unavailable'],
    ['an endless body', read, () => new Response('x'.repeat(16_000_001)), 'malformed'],
  ] as const) {
    it(`${what}: ${expected}`, async () => {
      const { result } = await answeredBy<ReadResult<unknown>>(answer, use);
      assert.equal(told(result), expected);
    });
  }
});

describe('an answer to a change', () => {
  const documented = JSON.parse(STATUS_CHANGED) as object;
  const rightSpelling = { ...documented, statu_bayar_awal: undefined, status_bayar_awal: 'lunas' };
  const refusal = (code: number, status = code) => json({ code, status: 'x' }, status);
  for (const [what, answer, expected] of [
    ['the owner’s word in its right spelling', () => json(rightSpelling), 'done paid'],
    ['no statuses', () => json({ code: '200', status: 'ok' }), 'done'],
    ['another transaction', () => json({ ...documented, nomor_pembayaran: '1' }), 'unknown'],
    ['a refusal', () => refusal(400), 'refused'],
    ['a refusal over 200', () => refusal(404, 200), 'refused'],
    ['an unknown number', () => refusal(404), 'refused'],
    ['a wrong key', () => refusal(401), 'refused'],
    ['a refusal of something in front', () => new Response('<html>', { status: 403 }), 'unknown'],
    ['a refusal over a success', () => refusal(200, 400), 'unknown'],
    ['a refusal that tells a change', () => json({ ...documented, code: 400 }, 400), 'unknown'],
    ['no more calls', () => new Response('', { status: 429 }), 'quota'],
    ['no more calls, over a success', () => refusal(200, 429), 'unknown'],
    ['an outage', () => refusal(503), 'unknown'],
    ['another success', () => refusal(201), 'unknown'],
    ['a page of HTML', () => new Response('<html>'), 'unknown'],
    ['no connection', () => lost('ECONNREFUSED'), 'not-sent'],
    ['a lost answer', () => lost('ECONNRESET'), 'unknown'],
  ] as const) {
    it(`${what}: ${expected}`, async () => {
      const { result } = await answeredBy(answer, refund);
      const before = result.kind === 'done' ? result.before : null;
      assert.equal(before ? `done ${before.paid}` : result.kind, expected);
      assert.doesNotMatch(JSON.stringify(result), /closed-key/);
    });
  }

  it('tells how long to wait', async () => {
    const headers = { 'Retry-After': '60' };
    const { result } = await answeredBy(() => new Response('', { status: 429, headers }), refund);
    assert.deepEqual(result, { kind: 'quota', retryAfterMs: 60_000 });
  });
});

function lost(code: string): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}

function told(result: ReadResult<unknown>): string {
  if (result.kind === 'failed') {
    return 'isKeyRefused' in result ? `${result.code} key` : result.code;
  }
  return Array.isArray(result.value) ? `read ${result.value.length}` : 'read';
}

function firstLine(result: ReadResult<ShopTransaction>): TransactionLine {
  const [line] = result.kind === 'read' ? result.value.lines : [];
  assert.ok(line);
  return line;
}
