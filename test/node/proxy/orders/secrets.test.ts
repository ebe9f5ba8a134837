/** Searches the log and the store of a whole purchase for secrets in the clear. */
import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { createLog } from '../../../../src/proxy/observability/log.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import type { Tables } from '../../../../src/proxy/store/tables.js';
import {
  buy,
  closeSandbox,
  advanceUntilEnd,
  PURCHASES,
  openProxyCluster,
} from '../support/proxy-cluster.js';

after(closeSandbox);

const SITI = {
  id_user: '500002',
  token_user: 'token-of-siti-that-nobody-may-read',
  email_user: 'siti.secret@example.com',
  nama_user: 'Siti',
  saldo: 900_000,
  pin: '864209',
  pinRequired: true,
} as const;

const TABLES: readonly (keyof Tables)[] = [
  'orders',
  'order_events',
  'member_locks',
  'proofs',
  'callbacks',
  'failed_attempts',
  'shop_facts',
];

it('writes no secret of a purchase to the log or the store', async () => {
  let lines = '';
  const log = createLog({ write: (line: string) => void (lines += line) });
  const world = await openProxyCluster({ shop: { members: [SITI] }, log });
  try {
    await world.faults([{ kind: 'malformed', api: 'closed', path: '/member/saldo', after: 9 }]);
    const siti = await world.shopper(undefined, SITI);
    const voucher = { ...PURCHASES.lapakgaming, product: 'VCGS', item: 'VCGS330-S22', fields: {} };
    const bought = await buy(siti, 'lapakgaming', voucher, { pin: SITI.pin });
    const ended = await advanceUntilEnd(world, siti, bought.order.id);
    assert.equal(ended.status, 'completed');
    assert.ok(ended.voucher, 'the shopper gets the voucher');
    const wrong = await buy(siti, 'snapcart', PURCHASES.snapcart, { pin: '975310' });
    await advanceUntilEnd(world, siti, wrong.order.id);
    const { access_token: session } = await siti.session();

    const metrics = await (await world.first()).fetch(new Request('http://127.0.0.1:8787/metrics'));
    const { database, signingKeys } = readSettings(world.env);
    const store = await openDatabase(database);
    let rows = '';
    for (const table of TABLES) {
      rows += JSON.stringify(await store.db.selectFrom(table).selectAll().execute());
    }
    await store.db.destroy();

    const [, pin = '', serial = ''] = /PIN : (\S+)\tSerial : (\S+)/.exec(ended.voucher) ?? [];
    assert.ok(pin !== '' && serial !== '');
    const secrets = {
      pin: SITI.pin,
      wrongPin: '975310',
      tokenUser: SITI.token_user,
      email: SITI.email_user,
      voucherPin: pin,
      voucherSerial: serial,
      session,
      quote: bought.quote,
      signingKey: Buffer.from(signingKeys[0].secret).toString('base64url'),
      token: world.env['BUKAOLSHOP_TOKEN'] ?? '',
      ...Object.fromEntries(
        Object.entries(world.env).filter(([name]) => /API_KEY|LEUWONGRR_TOKEN|SECRET/.test(name)),
      ),
    };
    for (const [where, text] of [
      ['the log', lines],
      ['the metrics', await metrics.text()],
      ['the store', rows],
    ] as const) {
      assert.ok(text.length > 100, `${where} was read`);
      for (const [name, secret] of Object.entries(secrets)) {
        assert.ok(!text.includes(secret), `${where} holds ${name}`);
      }
    }
    assert.match(lines, /"event":"moved"/);
    assert.match(lines, /"event":"answered"/);
  } finally {
    await world.close();
  }
});
