/** Contradictory and unclear answers; examples that property tests have found. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldFaults } from '../../../../src/proxy/contract.js';
import type { Provider } from '../../../../src/proxy/providers/provider.js';
import { readTransferAnswer } from '../../../../src/proxy/saldo/transfer.js';
import { findInRiwayat, findInCatatan } from '../../../../src/proxy/saldo/evidence.js';
import type { CallResult } from '../../../../src/proxy/upstream/call.js';
import { placement, createProviderAnswering } from '../support/fake-platform.js';

const answered = (status: number, body: unknown): Extract<CallResult, { kind: 'answered' }> => ({
  kind: 'answered',
  status,
  body,
  retryAfterMs: null,
});

const change = { member: '130173', direction: 'debit', amount: 21_000, tag: 'tag' } as const;
const echo = { code: 200, id_user: '130173', jumlah: 21_000, tipe: 'kurang', id_perubahan: '7' };

describe('the answer to a transfer', () => {
  for (const [what, status, body, expected] of [
    ['the whole echo', 200, echo, 'done'],
    ['the echo in texts', 200, { ...echo, code: '200', jumlah: '21000' }, 'done'],
    ['an amount in a list', 200, { ...echo, jumlah: [21_000] }, 'unknown'],
    ['an amount in hexadecimal', 200, { ...echo, jumlah: '0x5208' }, 'unknown'],
    ['a code in a list', 200, { ...echo, code: [200] }, 'unknown'],
    ['429 over a code that cannot be read', 429, { code: {} }, 'unknown'],
    [
      '429 over a code of success whose words cannot be read',
      429,
      { ...echo, status: {} },
      'unknown',
    ],
    ['429 without anything', 429, undefined, 'refused'],
    ['a refusal', 403, { code: 403, status: 'saldo' }, 'refused'],
    ['a refusal that names a change', 403, { ...echo, code: 403 }, 'unknown'],
    ['an echo of less', 200, { ...echo, jumlah: 20_999 }, 'unknown'],
  ] as const) {
    it(`${what}: ${expected}`, () => {
      assert.equal(readTransferAnswer(change, answered(status, body)).kind, expected);
    });
  }

  for (const [what, retryAfterMs, expected] of [
    ['the pause', null, 'too-soon'],
    ['the pause, with its time', 5_000, 'too-soon'],
    ['the quota', 3_600_000, 'refused'],
  ] as const) {
    it(`429 that asks to wait: ${what}`, () => {
      const ending = answered(429, { code: 429, status: 'Too many requests, please wait' });
      assert.equal(readTransferAnswer(change, { ...ending, retryAfterMs }).kind, expected);
    });
  }
});

describe('a refusal that asks to wait', () => {
  for (const [what, words, pin, expected] of [
    ['the pause', 'Tunggu 5 detik', undefined, 'too-soon'],
    ['the pause, although a PIN was sent', 'Tunggu 5 detik', '246810', 'too-soon'],
    ['the PIN that was sent', 'PIN salah. Tunggu 1 menit', '246810', 'wrong_pin'],
    [
      'the pause, although it names a PIN that was not sent',
      'Masukkan PIN, tunggu',
      undefined,
      'too-soon',
    ],
  ] as const) {
    it(`is read as ${what}: ${expected}`, () => {
      const sentTransfer = { ...change, ...(pin !== undefined && { pin }) };
      const outcome = readTransferAnswer(sentTransfer, answered(403, { code: 403, status: words }));
      assert.equal(outcome.kind === 'refused' ? outcome.reason : outcome.kind, expected);
    });
  }
});

describe('the history of a member', () => {
  const trace = { ...change, tags: ['tag'], memberToken: 'token', since: Date.UTC(2026, 0, 10) };
  const row = { jumlah_dana: '21000', tipe_jumlah: 'kurang', catatan_saldo: 'tag' };
  const on = (tanggal: string) => ({ ...row, catatan_saldo: '', tanggal });
  const recent = Array.from({ length: 9 }, () => on('2026-01-10 09:00:00'));
  const old = on('2025-01-01 09:00:00');
  const look = async (...answers: CallResult[]) =>
    (
      await findInCatatan(trace, (page) =>
        Promise.resolve(answers[page - 1] ?? answered(500, null)),
      )
    ).kind;

  it('proves nothing with a status other than 200', async () => {
    const body = { code: 200, data: [row] };
    assert.equal(await look(answered(200, body)), 'found');
    assert.equal(await look(answered(403, body)), 'unknown');
    const history = { code: 200, riwayat_saldo: [row] };
    const absent = { kind: 'absent', similar: 0 } as const;
    assert.equal(findInRiwayat(trace, answered(200, history), absent).kind, 'found');
    assert.equal(findInRiwayat(trace, answered(403, history), absent).kind, 'absent');
  });

  // Whether an old token_user is shown notes is not documented.
  for (const [what, data, others, expected] of [
    ['no notes, and no changes', null, [], 'absent'],
    ['no notes, though there are changes', null, [{ jumlah_dana: '500' }], 'unknown'],
    ['an empty list of notes, though there are changes', [], [{ jumlah_dana: '500' }], 'unknown'],
    ['notes of other changes', [old], [{ jumlah_dana: '500' }], 'absent'],
  ] as const) {
    it(`${what}: ${expected}`, async () => {
      const notes = await findInCatatan(trace, () =>
        Promise.resolve(answered(200, { code: 200, data })),
      );
      const history = answered(200, { code: 200, riwayat_saldo: others });
      assert.equal(findInRiwayat(trace, history, notes).kind, expected);
    });
  }

  for (const [what, history] of [
    ['the quota is used up', answered(429, { code: 429 })],
    ['it is refused over 200', answered(200, { code: 401 })],
    ['a change cannot be read', answered(200, { code: 200, riwayat_saldo: [{}] })],
    ['there is no answer', { kind: 'unknown', reason: 'timeout' }],
  ] as const) {
    it(`no notes, and the changes cannot be read because ${what}: unknown`, async () => {
      const notes = await findInCatatan(trace, () =>
        Promise.resolve(answered(200, { code: 200, data: [] })),
      );
      assert.equal(findInRiwayat(trace, history, notes).kind, 'unknown');
    });
  }

  it('is read further when the oldest rows come first', async () => {
    const page = (...data: object[]) => answered(200, { code: 200, data });
    assert.equal(await look(page(...recent, old)), 'absent');
    assert.equal(await look(page(old, ...recent)), 'unknown');
    assert.equal(await look(page(old, ...recent), page(row)), 'found');
  });

  it('does not end at a 404 that carries rows', async () => {
    const page = answered(200, { code: 200, data: [...recent, on('2026-01-10 09:00:00')] });
    assert.equal(await look(page, answered(404, { code: 404 })), 'absent');
    assert.equal(await look(page, answered(404, { code: 200, data: [row] })), 'unknown');
  });
});

describe('a contradictory provider', () => {
  const order = { tid: 'RA1', status: 'SUCCESS', transactions: [{ status: 'SUCCESS' }] };
  const says = (name: Provider['name'], body: unknown) =>
    createProviderAnswering(name, () => ({ status: 200, body })).provider;

  it('Lapakgaming: a refusal that names an order', async () => {
    const provider = says('lapakgaming', { code: 'PRODUCT_EMPTY', data: { tid: 'RA1' } });
    assert.equal((await provider.placeOrder(placement())).kind, 'unknown');
  });

  for (const [what, body] of [
    ['no such order, and what became of it', { code: 'TID_NOT_FOUND', data: order }],
    ['another order than was asked for', { code: 'SUCCESS', data: { ...order, tid: 'RA2' } }],
  ] as const) {
    it(`Lapakgaming: ${what}`, async () => {
      const look = await says('lapakgaming', body).queryOrder({ reference: 'r', handle: 'RA1' });
      assert.equal(look.kind, 'unknown');
    });
  }

  for (const handle of ['.', '..', '\ud800']) {
    it(`names an order by a handle that changes the URL: ${JSON.stringify(handle)}`, async () => {
      const snapcart = says('snapcart', { status_code: '200', data: { request_id: handle } });
      const request = placement({ product: 'game-voucher:ML' });
      assert.equal((await snapcart.placeOrder(request)).kind, 'unknown');
      const invoice = { invoice_code: handle, payment_status: 'pending' };
      const leuwongrr = says('leuwongrr', { success: true, data: { invoice } });
      const fields = { roblox_username: 'a', place_id: '1', roblox_pass_id: '1' };
      assert.equal((await leuwongrr.placeOrder(placement({ fields }))).kind, 'unknown');
    });
  }

  it('Lapakgaming: a flag that cannot be written as text', async () => {
    const category = { code: 'ML', name: 'ML', check_id: { toString: 1 }, forms: [], servers: [] };
    const read = await says('lapakgaming', {
      code: 'SUCCESS',
      data: { categories: [category] },
    }).listProducts();
    assert.equal(read.kind, 'read');
  });
});

it('a field may have the name of a property of Object.prototype', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    const fields = [{ name, label: name, type: 'text', required: true } as const];
    assert.deepEqual(fieldFaults({ title: '', fields }, {}), [{ field: name, fault: 'required' }]);
    assert.deepEqual(fieldFaults({ title: '', fields }, Object.fromEntries([[name, 'x']])), []);
  }
});
