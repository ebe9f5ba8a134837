/** Arbitrary answers of bukaOlshop: an outcome is certain only where the answer proves it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createMirror } from '../../../../src/proxy/mirror/mirror.js';
import { readTransferAnswer, type Transfer } from '../../../../src/proxy/saldo/transfer.js';
import {
  findInRiwayat,
  findInCatatan,
  type TransferQuery,
} from '../../../../src/proxy/saldo/evidence.js';
import { verifyShopper } from '../../../../src/proxy/session/verify-shopper.js';
import type { CallResult } from '../../../../src/proxy/upstream/call.js';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';
import { propertyAt, corruptedOneOf, hostileJson } from '../../../support/hostile-values.js';
import { settingsFor } from '../support/proxy-app.js';
import { createFakePlatform } from '../support/fake-platform.js';

const holds = createPropertyRunner(fuzzSettings(process.env));

const SHOPPER = '130173';
const TAG = 'etalase debit 4f9a.c0ffee';
const AMOUNT = 21_000;

const STATUSES = [200, 200, 200, 200, 201, 204, 302, 400, 401, 403, 404, 405, 409, 429, 500, 503];

const endings = (validAnswers: readonly unknown[]): fc.Arbitrary<CallResult> =>
  fc.oneof(
    {
      arbitrary: fc.record({
        kind: fc.constant('answered' as const),
        status: fc.constantFrom(...STATUSES),
        body: fc.oneof(
          { arbitrary: corruptedOneOf(validAnswers), weight: 9 },
          { arbitrary: fc.constant(undefined), weight: 1 },
        ),
        retryAfterMs: fc.constantFrom(null, 0, 5_000),
      }),
      weight: 9,
    },
    {
      arbitrary: fc.constantFrom<CallResult>(
        { kind: 'not-sent' },
        { kind: 'unknown', reason: 'timeout' },
        { kind: 'unknown', reason: 'broken' },
      ),
      weight: 1,
    },
  );

/** A number, or the same number as text. */
const plain = (value: unknown): number | null => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : null;
};

const isAmount = (value: unknown): boolean => Math.abs(plain(value) ?? NaN) === AMOUNT;
const isText = (value: unknown): boolean => typeof value === 'number' || typeof value === 'string';

describe('a transfer', () => {
  const done = {
    code: 200,
    status: 'ok - Saldo berhasil dikurangi',
    id_user: SHOPPER,
    email_user: 'rina@example.com',
    nama_user: 'Rina',
    jumlah: AMOUNT,
    tipe: 'kurang',
    id_perubahan: '771',
  };
  const refusals = [
    { code: 403, status: 'Pengurangan lebih besar dari jumlah saldo member' },
    { code: 403, status: 'PIN yang anda masukkan salah' },
    { code: 400, status: 'Tunggu 5 detik sebelum mengubah saldo member ini lagi' },
    { code: 429, status: 'limit' },
  ];
  const CERTAIN = [400, 401, 403, 404, 405, 429];

  it('is done only with a complete echo, and refused only where status and body agree', async () => {
    const seen = new Set<string>();
    await holds(
      fc.property(
        endings([done, done, ...refusals]),
        fc.constantFrom('debit' as const, 'refund' as const),
        (ending, direction) => {
          const change: Transfer = { member: SHOPPER, direction, amount: AMOUNT, tag: TAG };
          const outcome = readTransferAnswer(change, ending);
          seen.add(outcome.kind);
          assert.equal(outcome.kind === 'not-sent', ending.kind === 'not-sent');
          if (outcome.kind === 'unknown' || outcome.kind === 'not-sent') return;
          assertHolds(ending.kind === 'answered');
          const { status, body } = ending;
          const code = plain(propertyAt(body, 'code'));
          if (outcome.kind === 'done') {
            assert.deepEqual([status, code], [200, 200]);
            assert.equal(String(propertyAt(body, 'id_user')), SHOPPER);
            assertHolds(isText(propertyAt(body, 'id_user')));
            assertHolds(isAmount(propertyAt(body, 'jumlah')));
            assert.equal(propertyAt(body, 'tipe'), direction === 'debit' ? 'kurang' : 'tambah');
            assertHolds(
              isText(propertyAt(body, 'id_perubahan')) && propertyAt(body, 'id_perubahan') !== '',
            );
            return;
          }
          const refusal = status === 200 ? code : status;
          assertHolds(refusal !== null && CERTAIN.includes(refusal));
          if (propertyAt(body, 'code') === undefined) assert.equal(status, 429);
          else assert.equal(code, refusal);
          assert.equal(
            propertyAt(body, 'id_perubahan'),
            undefined,
            'a refusal that names a change',
          );
        },
      ),
      10_000,
    );
    assert.deepEqual([...seen].sort(), ['done', 'not-sent', 'refused', 'too-soon', 'unknown']);
  });
});

const trace: TransferQuery = {
  member: SHOPPER,
  memberToken: 'token',
  direction: 'debit',
  amount: AMOUNT,
  tags: [TAG],
  since: Date.UTC(2026, 0, 10),
};
const row = {
  informasi_catatan: 'Saldo dikurangi oleh admin',
  jumlah_dana: String(AMOUNT),
  tipe_jumlah: 'kurang',
  tanggal: '2026-01-10 10:00:00',
  catatan_saldo: TAG,
};
const other = { ...row, catatan_saldo: 'another', tanggal: '2026-01-09 10:00:00' };
const OLD = '2025-11-01 10:00:00';
const old = { ...other, tanggal: OLD };
const full = Array.from({ length: 10 }, () => other);

const carries = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((each) => typeof each === 'string' && each.includes(TAG));

/** The last page, or one that older rows follow: the newest come first. */
function isWhole(read: readonly CallResult[]): boolean {
  const last = read.at(-1);
  if (last?.kind !== 'answered') return false;
  const data = propertyAt(last.body, 'data');
  const rows = Array.isArray(data) ? (data as unknown[]) : [];
  if (last.status === 404 || rows.length % 10 !== 0 || rows.length === 0) return true;
  const dates = rows.map((each) => String(propertyAt(each, 'tanggal')));
  return dates.every((date, i) => i === 0 || date <= (dates[i - 1] ?? '')) && dates.at(-1) === OLD;
}

describe('the histories of a member', () => {
  const pages = [
    { code: 200, data: [row] },
    { code: 200, data: [other, row, old] },
    { code: 200, data: [other, old] },
    { code: 200, data: full },
    { code: 200, data: [...full.slice(1), old] },
    { code: 200, data: [old, ...full.slice(1)] },
    { code: 200, data: null },
    { code: 404, status: 'tidak ada' },
  ];

  it('show a transfer only by a row, and its absence only where every row was read', async () => {
    const seen = new Set<string>();
    await holds(
      fc.asyncProperty(fc.array(endings(pages), { maxLength: 6 }), async (answers) => {
        const read: CallResult[] = [];
        const evidence = await findInCatatan(trace, (page) => {
          const ending = answers[page - 1] ?? { kind: 'not-sent' };
          read.push(ending);
          return Promise.resolve(ending);
        });
        seen.add(evidence.kind);
        assert.notEqual(evidence.kind === 'found' && evidence.in, 'riwayat');
        if (evidence.kind === 'unknown') return;
        const bodies = read.map((ending) => (ending.kind === 'answered' ? ending.body : null));
        const rows = bodies.flatMap((body) => {
          const data = propertyAt(body, 'data');
          return Array.isArray(data) ? (data as unknown[]) : [];
        });
        const tagged = rows.filter(carries);
        if (evidence.kind === 'absent') {
          assert.deepEqual(tagged, []);
          assertHolds(isWhole(read), 'not every readable page was read');
        } else assertHolds(tagged.length > 0);
        if (evidence.kind === 'found') {
          assertHolds(
            tagged.some(
              (each) =>
                propertyAt(each, 'tipe_jumlah') === 'kurang' &&
                isAmount(propertyAt(each, 'jumlah_dana')),
            ),
          );
        }
        read.forEach((ending, index) => {
          assertHolds(ending.kind === 'answered');
          const isBehindLast = index > 0 && index === read.length - 1 && ending.status === 404;
          if (isBehindLast && evidence.kind === 'absent') return;
          assert.deepEqual([ending.status, plain(propertyAt(ending.body, 'code'))], [200, 200]);
        });
        for (const each of rows) assert.notEqual(plain(propertyAt(each, 'jumlah_dana')), null);
      }),
      3_000,
    );
    assert.deepEqual([...seen].sort(), ['absent', 'conflict', 'found', 'unknown']);
  });

  it('riwayat_saldo shows a transfer only where a row carries its tag', async () => {
    const histories = [row, other].map((each) => ({ code: 200, riwayat_saldo: [other, each] }));
    await holds(
      fc.property(endings(histories), (ending) => {
        const evidence = findInRiwayat(trace, ending, { kind: 'absent', similar: 0 });
        if (evidence.kind === 'absent') return;
        assertHolds(evidence.kind === 'found' || evidence.kind === 'conflict');
        assertHolds(ending.kind === 'answered' && ending.status === 200);
        assert.equal(plain(propertyAt(ending.body, 'code')), 200);
        const history = propertyAt(ending.body, 'riwayat_saldo');
        assertHolds(Array.isArray(history));
        const tagged = history.filter(carries);
        assertHolds(tagged.length > 0);
        if (evidence.kind === 'found') {
          assertHolds(tagged.some((each) => isAmount(propertyAt(each, 'jumlah_dana'))));
        }
      }),
      3_000,
    );
  });
});

/** An upstream with these answers in order. */
const answering = (answers: readonly CallResult[]) => {
  let next = 0;
  return createFakePlatform(() => {
    const ending = answers[next++] ?? { kind: 'not-sent' };
    if (ending.kind !== 'answered') throw new TypeError('fetch failed');
    const { status, body } = ending;
    const isEmpty = body === undefined || [204, 304].includes(status);
    return new Response(isEmpty ? null : JSON.stringify(body), { status });
  });
};

const { bukaolshop } = settingsFor();

describe('a shopper', () => {
  const infos = [
    {
      code: 200,
      data: { nama_user: 'Rina', email_user: 'rina@example.com', jumlah_saldo: '350000' },
    },
    { code: 401, status: 'token_user tidak valid' },
  ];
  const ids = [
    { code: 200, id_user: SHOPPER },
    { code: 200, id_user: '130174' },
    { code: 404, status: 'tidak ada' },
  ];

  it('is verified only where both answers name the same member', async () => {
    await holds(
      fc.asyncProperty(endings(infos), endings(ids), async (info, id) => {
        const { platform, requests } = answering([info, id]);
        const found = await verifyShopper(bukaolshop, platform, {
          idUser: SHOPPER,
          tokenUser: 'token',
        });
        assertHolds(requests.length <= 2);
        if (found.kind !== 'verified') return;
        assertHolds(info.kind === 'answered' && id.kind === 'answered');
        for (const { status, body } of [info, id]) {
          assert.equal(status, 200);
          const code = propertyAt(body, 'code');
          if (code !== undefined) assert.equal(plain(code), 200);
        }
        assert.equal(String(propertyAt(id.body, 'id_user')), SHOPPER);
        assertHolds(isText(propertyAt(id.body, 'id_user')));
        assert.equal(typeof propertyAt(propertyAt(info.body, 'data'), 'email_user'), 'string');
        assertHolds(Number.isSafeInteger(found.saldo) && found.saldo >= 0);
      }),
      1_000,
    );
  });
});

describe('the mirror', () => {
  const lists = [
    { code: 200, data: [{ id_produk: '1' }] },
    { code: 429, status: 'limit' },
  ];

  it('passes on only complete answers with a successful code', async () => {
    await holds(
      fc.asyncProperty(endings(lists), async (ending) => {
        const { platform } = answering([ending]);
        const read = await createMirror(bukaolshop, platform).list('slide', {});
        if (read.kind !== 'read') return;
        assertHolds(ending.kind === 'answered' && ending.status === 200);
        assert.equal(plain(propertyAt(ending.body, 'code')), 200);
        assert.deepEqual(JSON.parse(read.value.body), JSON.parse(JSON.stringify(ending.body)));
      }),
      1_000,
    );
  });

  it('survives an answer nested too deeply to be serialised', async () => {
    const deep = `{"code":200,"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { platform, advanceTime } = createFakePlatform(() => new Response(deep));
    const mirror = createMirror(bukaolshop, platform);
    for (let twice = 0; twice < 2; twice++) {
      assert.deepEqual(await mirror.list('slide', {}), {
        kind: 'failed',
        code: 'malformed',
        retryAfterMs: null,
      });
      await advanceTime(60_000);
    }
  });

  it('sends documented requests only, whatever a client sends', async () => {
    const values = fc.oneof(
      fc.constantFrom('1', '10', '20', 'flat', 'saldo', 'a b', ''),
      hostileJson,
    );
    const names = ['page', 'total_data', 'id_kategori', 'cari_nama_produk', 'struktur', 'token'];
    const queries = fc.dictionary(
      fc.constantFrom(...names, 'id_user', 'token_user', 'tipe', '__proto__'),
      values.map(written),
    );
    await holds(
      fc.asyncProperty(
        fc.constantFrom('produk' as const, 'kategori' as const, 'slide' as const),
        fc.constantFrom('info' as const, 'catatan' as const, 'transaksi' as const),
        queries,
        async (list, record, query) => {
          const { platform, requests } = answering([]);
          const mirror = createMirror(bukaolshop, platform);
          await mirror.list(list, query);
          await mirror.record(record, query);
          for (const { method, path } of requests) {
            const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
            assert.equal(method, 'GET');
            assertHolds([`/v1/app/${list}`, `/v1/user/${record}`].includes(pathname), pathname);
            assert.deepEqual(searchParams.getAll('token'), [bukaolshop.token]);
          }
        },
      ),
      1_000,
    );
  });
});

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);
