import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { clock, openUpstreamShop, siti, sitiBooks } from '../support/upstream-shop.js';

const noteRows = z.object({ data: z.array(z.record(z.string(), z.unknown())) });
const historyRows = z.object({ riwayat_saldo: z.array(z.record(z.string(), z.unknown())) });

describe('the Closed API', () => {
  it('refuses an unknown key', async () => {
    const shop = await openUpstreamShop();
    const headers = { Authorization: `Bearer ${shop.token}` };
    const address = (await shop.raw.saldo({})).url;
    assert.equal((await fetch(address, { headers })).status, 401);
  });

  it('changes a saldo, replies as documented, and shows the change in both histories', async () => {
    const shop = await openUpstreamShop();
    const debit = await shop.saldo({ tipe: 'kurang', jumlah: '30000', catatan_saldo: 'TAG-1' });
    const { id_perubahan, ...echo } = debit.body;
    assert.equal(debit.status, 200);
    assert.ok(typeof id_perubahan === 'string');
    assert.deepEqual(echo, {
      code: 200,
      status: 'ok - Saldo berhasil dikurangi',
      id_user: '7',
      email_user: siti.email_user,
      nama_user: siti.nama_user,
      jumlah: 30_000,
      tipe: 'kurang',
    });
    clock.advance(5_000);
    assert.equal((await shop.saldo({ tipe: 'tambah', jumlah: '500' })).status, 200);

    const pair = { id_user: siti.id_user, token_user: siti.token_user };
    const info = z.object({ data: z.object({ jumlah_saldo: z.string(), email_user: z.string() }) });
    assert.deepEqual(info.parse((await shop.open('/user/info', pair)).body).data, {
      jumlah_saldo: '70500',
      email_user: siti.email_user,
    });
    const [newest, oldest, ...more] = noteRows.parse(
      (await shop.open('/user/catatan', { ...pair, tipe: 'saldo' })).body,
    ).data;
    assert.deepEqual(
      [newest?.['tipe_jumlah'], newest?.['jumlah_dana'], newest?.['saldo_terakhir']],
      ['tambah', '500', '70500'],
    );
    assert.deepEqual(
      [oldest?.['tipe_jumlah'], oldest?.['jumlah_dana'], oldest?.['saldo_terakhir']],
      ['kurang', '30000', '70000'],
    );
    assert.deepEqual([oldest?.['catatan_saldo'], more], ['TAG-1', []]);

    const saldo = await shop.closed('/member/saldo?id_user=7');
    assert.equal(saldo.body['jumlah_saldo'], 70_500);
    const history = historyRows.parse(saldo.body).riwayat_saldo;
    assert.deepEqual(
      history.map(({ jumlah_dana }) => jumlah_dana),
      [500, 30_000],
    );
    assert.ok(!JSON.stringify(history).includes('TAG-1'));

    const books = sitiBooks(await shop.books());
    assert.deepEqual([books.opening, books.saldo, books.changes.length], [100_000, 70_500, 2]);
  });

  it('shows notes in the histories that the settings name', async () => {
    const shop = await openUpstreamShop({ notesInHistory: { catatan: false, riwayat: true } });
    await shop.saldo({ tipe: 'kurang', jumlah: '1', catatan_saldo: 'TAG-2' });
    const pair = { id_user: siti.id_user, token_user: siti.token_user };
    assert.ok(!JSON.stringify((await shop.open('/user/catatan', pair)).body).includes('TAG-2'));
    assert.ok(
      JSON.stringify((await shop.closed('/member/saldo?id_user=7')).body).includes('TAG-2'),
    );
  });

  const refusals = [
    ['a debit above the saldo', { tipe: 'kurang', jumlah: '100001' }, 403, /lebih besar/],
    ['an unknown member', { id_user: '8', tipe: 'kurang', jumlah: '1' }, 404, /./],
    ['no member', { id_user: '', tipe: 'kurang', jumlah: '1' }, 400, /id_user/],
    ['an unknown tipe', { tipe: 'ubah', jumlah: '1' }, 400, /tipe/],
    ['no amount', { tipe: 'tambah' }, 400, /jumlah/],
    ['a negative amount', { tipe: 'tambah', jumlah: '-5' }, 400, /jumlah/],
    ['a fraction', { tipe: 'tambah', jumlah: '1.5' }, 400, /jumlah/],
    ['a debit without the PIN', { tipe: 'kurang', jumlah: '1' }, 403, /PIN/],
    ['a wrong PIN', { tipe: 'kurang', jumlah: '1', pin: '000000' }, 403, /PIN/],
  ] as const;
  for (const [name, fields, status, words] of refusals) {
    it(`refuses ${name}, and changes nothing`, async () => {
      const isAboutPin = words.source === 'PIN';
      const shop = await openUpstreamShop({
        members: [{ ...siti, ...(isAboutPin && { pin: '123456', pinRequired: true }) }],
      });
      const answer = await shop.saldo(fields);
      assert.equal(answer.status, status);
      assert.match(String(answer.body['status']), words);
      assert.deepEqual(sitiBooks(await shop.books()).changes, []);
    });
  }

  it('accepts the right PIN for a debit, and needs none for a refund', async () => {
    const shop = await openUpstreamShop({
      members: [{ ...siti, pin: '123456', pinRequired: true }],
    });
    const debit = { tipe: 'kurang', jumlah: '1', pin: '123456' };
    assert.equal((await shop.saldo(debit)).status, 200);
    clock.advance(5_000);
    assert.equal((await shop.saldo({ tipe: 'tambah', jumlah: '1' })).status, 200);
    assert.ok(!JSON.stringify(await shop.log('closed')).includes('123456'));
  });

  it('refuses a second change within five seconds', async () => {
    const shop = await openUpstreamShop();
    const debit = { tipe: 'kurang', jumlah: '10' };
    assert.equal((await shop.saldo(debit)).status, 200);
    clock.advance(4_999);
    const soon = await shop.saldo(debit);
    assert.equal(soon.status, 400);
    assert.match(String(soon.body['status']), /5 detik/);
    clock.advance(1);
    assert.equal((await shop.saldo(debit)).status, 200);
    assert.equal(sitiBooks(await shop.books()).saldo, 99_980);
  });

  it('finds a member by id or email, and accepts multipart forms', async () => {
    const shop = await openUpstreamShop();
    for (const query of ['id_user=7', `email_user=${siti.email_user}`]) {
      assert.equal((await shop.closed(`/member/id?${query}`)).body['id_user'], '7');
    }
    assert.equal((await shop.closed('/member/id?id_user=8')).status, 404);
    assert.equal((await shop.closed('/member/id')).status, 400);
    const form = new FormData();
    for (const [name, value] of [
      ['email_user', siti.email_user],
      ['tipe', 'tambah'],
      ['jumlah', '20000'],
    ] as const) {
      form.set(name, value);
    }
    const answer = await shop.closed('/member/saldo', { method: 'POST', body: form });
    assert.equal(answer.body['jumlah'], 20_000);
  });

  it('enforces its daily quota', async () => {
    const shop = await openUpstreamShop({ closedQuota: 2 });
    assert.equal((await shop.closed('/aplikasi/info')).status, 200);
    assert.equal((await shop.closed('/aplikasi/info_limit')).body['jumlah_request'], 2);
    assert.equal((await shop.saldo({ tipe: 'kurang', jumlah: '1' })).status, 429);
    assert.equal(sitiBooks(await shop.books()).saldo, 100_000);
    assert.equal((await shop.open('/app/slide')).status, 200);
    clock.advance(86_400_000);
    assert.equal((await shop.closed('/aplikasi/info')).status, 200);
  });

  it('lists, shows and changes transactions, and refunds a cancelled one', async () => {
    const shop = await openUpstreamShop();
    await shop.changeSettings({ callbackUrls: { bukaolshop: shop.callbackUrl('status') } });
    const list = noteRows.parse((await shop.closed('/transaksi/list?page=1')).body).data;
    assert.equal(list.length, 2);
    const detail = await shop.closed('/transaksi/id?nomor_pembayaran=74879326');
    assert.ok(JSON.stringify(detail.body['data_pesanan']).includes('12345678 (2001)'));
    const patch = (status_transaksi: string) =>
      shop.closed('/transaksi/id', {
        method: 'PATCH',
        body: JSON.stringify({ nomor_pembayaran: '74879326', status_transaksi }),
      });
    assert.deepEqual((await patch('lanjut')).body, {
      code: 200,
      status: 'ok',
      nomor_pembayaran: '74879326',
      statu_bayar_awal: 'lunas',
      status_pengiriman_awal: 'diproses',
      status_bayar_terbaru: 'lunas',
      status_pengiriman_terbaru: 'dikirim',
    });
    assert.equal((await patch('batal_dan_refund')).status, 200);
    assert.equal((await patch('batal_dan_refund')).status, 400);
    const rina = (await shop.books()).members.find(({ id_user }) => id_user === '130173');
    assert.deepEqual([rina?.saldo, rina?.changes.length], [374_500, 1]);
    clock.advance(0);
    const [first] = shop.receivedCallbacks();
    assert.equal(
      z.looseObject({ secret_key_callback: z.string() }).parse(first?.body).secret_key_callback,
      `callback-${shop.token}`,
    );
  });

  it('sends messages and notifications', async () => {
    const shop = await openUpstreamShop();
    const post = (path: string, fields: Record<string, string>) =>
      shop.closed(path, { method: 'POST', body: new URLSearchParams(fields) });
    const chat = await post('/chat/create', { id_user: '7', pesan_teks: 'Halo' });
    assert.equal(chat.body['status'], 'ok - Pesan berhasil dikirim');
    assert.equal((await post('/chat/create', { id_user: '7' })).status, 400);
    const note = { id_user: '7', judul_notifikasi: 'Selesai', pesan_notifikasi: 'Sudah dikirim' };
    assert.equal((await post('/member/notifikasi', note)).status, 200);
  });
});
