import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { anyRows, budi, openOpenApiShop, rina } from '../../../support/open-api-shop.js';

const saldoNotes = z.object({
  data: z.array(
    z.object({ jumlah_dana: z.string(), tipe_jumlah: z.string(), saldo_terakhir: z.string() }),
  ),
});

describe('a member', () => {
  it('is identified by id and token', async () => {
    const shop = await openOpenApiShop();
    const info = z.object({ data: z.object({ nama_user: z.string(), jumlah_saldo: z.string() }) });
    for (const [pair, name, saldo] of [
      [rina, 'Rina Wulandari', '350000'],
      [budi, 'Budi Santoso', '0'],
    ] as const) {
      const { data } = info.parse(await (await shop.getOpenApi('/user/info', pair)).json());
      assert.deepEqual(data, { nama_user: name, jumlah_saldo: saldo });
    }
  });

  it('has a saldo history whose balances add up', async () => {
    const shop = await openOpenApiShop();
    const answer = await shop.getOpenApi('/user/catatan', { ...rina, total_data: '100' });
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

  it('has a point history whose balances add up', async () => {
    const shop = await openOpenApiShop();
    const answer = await shop.getOpenApi('/user/catatan', {
      ...rina,
      tipe: 'poin',
      total_data: '100',
    });
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

  it('has histories of the expected length', async () => {
    const shop = await openOpenApiShop();
    for (const [path, query, count] of [
      ['/user/transaksi', { ...rina, total_data: '100' }, 36],
      ['/user/transaksi', { ...rina, page: '4' }, 6],
      ['/user/transaksi', { ...rina, page: '5' }, 0],
      ['/user/transaksi', budi, 0],
      ['/user/catatan', budi, 0],
      ['/user/catatan', { ...budi, tipe: 'poin' }, 0],
    ] as const) {
      const answer = await shop.getOpenApi(path, query);
      assert.equal(anyRows.parse(await answer.json()).data.length, count, path);
    }
  });
});
