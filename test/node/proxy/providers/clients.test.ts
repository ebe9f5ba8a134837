import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { createClient as createLapakgaming } from '../../../../src/proxy/providers/lapakgaming/client.js';
import { createClient as createSnapcart } from '../../../../src/proxy/providers/snapcart/client.js';
import type { ReadResult } from '../../../../src/proxy/upstream/read-result.js';
import { openSandboxProvider } from '../support/sandbox-provider.js';
import { createFakePlatform } from '../support/fake-platform.js';

const valueOf = <T>(read: ReadResult<T>): T => {
  assert.ok(read.kind === 'read', JSON.stringify(read));
  return read.value;
};

/** The documented calls that no order needs, against the sandbox. */
describe('the clients’ other calls', () => {
  it('read all products, the best ones, an exchange rate and the deposit of Lapakgaming', async () => {
    const { environment } = await openSandboxProvider('lapakgaming');
    const apiKey = environment.LAPAKGAMING_API_KEY ?? '';
    const client = createLapakgaming(
      { apiKey, url: environment.LAPAKGAMING_URL ?? '' },
      nodePlatform,
      5_000,
    );
    const all = valueOf(await client.allProducts()).products;
    assert.ok(all.length > 40);
    const [one] = valueOf(await client.product('ML78_8-S2')).products;
    assert.deepEqual(
      one,
      all.find(({ code }) => code === 'ML78_8-S2'),
    );
    const best = valueOf(await client.bestProducts('ML'));
    const [first] = best;
    assert.ok(first);
    assert.deepEqual(valueOf(await client.bestOfGroup(first.code)), first);
    const rate = valueOf(await client.exchangeRate('USD', 'IDR'));
    assert.ok(rate.sell_rate > rate.buy_rate);
    assert.ok(valueOf(await client.balance()).balance > 0);
  });

  it('accept the best of a group as an object, as a list, and as nothing', async () => {
    const best = { code: 'ML1288_166', name: '1454 Diamonds', price: 306_377 };
    for (const [data, expected] of [
      [best, best],
      [[best], best],
      [[], null],
      [null, null],
    ] as const) {
      const { platform } = createFakePlatform(() => ({ code: 'SUCCESS', data }));
      const client = createLapakgaming(
        { apiKey: 'key', url: 'https://l.example' },
        platform,
        1_000,
      );
      assert.deepEqual(valueOf(await client.bestOfGroup('ML1288_166')), expected);
    }
  });

  it('send an inquiry about a bill to Snapcart', async () => {
    const { environment } = await openSandboxProvider('snapcart');
    const apiKey = environment.SNAPCART_API_KEY ?? '';
    const client = createSnapcart(
      { apiKey, url: environment.SNAPCART_URL ?? '' },
      nodePlatform,
      5_000,
    );
    const bill = { product_code: 'BPJS_KESEHATAN', reference_id: 'bill-1' };
    const read = valueOf(await client.inquiry({ ...bill, bill_number: '8888801234567' }));
    assert.ok(read.handle !== '' && read.amount > 0);
    assert.equal((await client.inquiry({ ...bill, bill_number: 'x' })).kind, 'failed');
  });
});
