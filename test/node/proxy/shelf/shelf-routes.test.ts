/** The shelf over HTTP: a real proxy, and the sandbox's suppliers. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { runOff, runOn } from '../../../../src/proxy/command/switch-command.js';
import {
  nickname,
  problem,
  quote,
  shelf,
  shelfProduct,
  type ShelfProduct,
} from '../../../../src/proxy/contract.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { closeSandbox, openProxyCluster } from '../support/proxy-cluster.js';

after(closeSandbox);
const folder = mkdtempSync(join(tmpdir(), 'etalase-shelf-'));
after(() => rmSync(folder, { recursive: true }));

const FILE = {
  categories: [{ code: 'game', title: 'Game populer' }],
  products: [
    {
      id: 'mobile-legends',
      title: 'ML',
      aliases: ['mlbb'],
      note: 'Ada di profil.',
      popular: true,
      suppliers: [
        { provider: 'lapakgaming', product: 'ML' },
        {
          provider: 'snapcart',
          product: 'game-voucher:MOBILE_LEGEND',
          fields: { user_id: 'userId', additional_id: 'zoneId' },
        },
      ],
      items: [
        {
          name: '3 Diamonds',
          suppliers: { lapakgaming: 'ML3_0-S1', snapcart: 'MOBILE_LEGEND_3_DIAMOND' },
        },
      ],
    },
    { id: 'ff', hidden: true, suppliers: [{ provider: 'lapakgaming', product: 'FF' }] },
  ],
};

const terms = z.object({
  provider: z.string(),
  item: z.string(),
  title: z.string(),
  cost: z.number(),
  field_names: z.record(z.string(), z.string()).nullable(),
  alternates: z.array(z.object({ provider: z.string(), item: z.string(), cost: z.number() })),
});

async function openShelf(content: object = FILE) {
  const file = join(folder, 'catalog.json');
  const margin = join(folder, 'margin.json');
  writeFileSync(file, JSON.stringify(content));
  writeFileSync(margin, JSON.stringify({ fixed: 200 }));
  const world = await openProxyCluster({
    env: { ETALASE_CATALOG: file, ETALASE_MARGIN: margin },
  });
  const node = await world.first();
  const get = (path: string) =>
    node.fetch(new Request(`${world.env['ETALASE_PUBLIC_URL'] ?? ''}${path}`));
  return {
    world,
    node,
    get,
    file,
    product: async (id: string): Promise<ShelfProduct> =>
      shelfProduct.parse(await (await get(`/v1/shelf/${encodeURIComponent(id)}`)).json()),
  };
}

describe('the shelf', () => {
  it('lists the file’s products first, and hides what is hidden', async () => {
    const { world, get } = await openShelf();
    try {
      const answer = await get('/v1/shelf');
      const { categories, products } = shelf.parse(await answer.json());
      assert.deepEqual(categories[0], FILE.categories[0]);
      assert.ok(categories.some(({ code, title }) => code === 'pulsa' && title === 'Pulsa'));
      assert.deepEqual(products[0], {
        id: 'mobile-legends',
        title: 'ML',
        category: 'game',
        kind: 'game',
        image: null,
        note: 'Ada di profil.',
        aliases: ['mlbb'],
        popular: true,
      });
      const ids = products.map(({ id }) => id);
      assert.ok(ids.includes('snapcart:game-voucher:FREE_FIRE'));
      for (const id of ['ff', 'lapakgaming:FF', 'lapakgaming:ML']) assert.ok(!ids.includes(id), id);
      assert.equal((await get('/v1/shelf/ff')).status, 404);
      assert.equal((await get('/v1/shelf/lapakgaming%3AFF')).status, 404);
      const etag = answer.headers.get('ETag') ?? '';
      const again = await world.first();
      const url = `${world.env['ETALASE_PUBLIC_URL'] ?? ''}/v1/shelf`;
      const cached = await again.fetch(new Request(url, { headers: { 'If-None-Match': etag } }));
      assert.equal(cached.status, 304);
    } finally {
      await world.close();
    }
  });

  it('shows one row for one thing, quotes it, and asks the first supplier who knows the account', async () => {
    const { world, product, get } = await openShelf();
    try {
      const shown = await product('mobile-legends');
      assert.deepEqual(await product('lapakgaming:ML'), shown);
      const names = shown.items.map(({ name }) => name);
      assert.equal(new Set(names).size, names.length, 'one name, one row');
      const [first] = shown.items;
      assert.deepEqual(
        [first?.id, first?.group, first?.price, first?.available],
        ['3 Diamonds', 'Diamonds', 1_250, true],
      );
      assert.deepEqual(
        shown.fields.map(({ name }) => name),
        ['user_id', 'additional_id'],
      );
      assert.ok(Date.now() - Date.parse(shown.read_at) < 120_000);

      const rina = await world.shopper();
      const fields = { user_id: '12345678', additional_id: '2001' };
      const body = { product: 'mobile-legends', item: '3 Diamonds', fields };
      const answered = quote.parse(await (await rina.post('/v1/quotes', body)).json());
      assert.equal(answered.price, 1_250);
      const claims = terms.parse(decodeJwt(answered.quote));
      assert.deepEqual(claims, {
        provider: 'snapcart',
        item: 'MOBILE_LEGEND_3_DIAMOND',
        title: 'ML',
        cost: 1_050,
        field_names: { user_id: 'userId', additional_id: 'zoneId' },
        // Both twins cost less than the price that the shopper pays.
        alternates: [
          { provider: 'lapakgaming', item: 'ML3_0-S1', cost: 1_171 },
          { provider: 'lapakgaming', item: 'ML3_0-S7', cost: 1_207 },
        ],
      });
      for (const [wrong, code] of [
        [{ item: 'Three' }, 'unknown_item'],
        [{ product: 'ff' }, 'unknown_product'],
        [{ fields: { user_id: 'x' } }, 'invalid_fields'],
        [{ fields: { userId: '1', zoneId: '2' } }, 'invalid_fields'],
      ] as const) {
        const answer = await rina.post('/v1/quotes', { ...body, ...wrong });
        assert.equal(problem.parse(await answer.json()).code, code);
      }
      const told = await rina.post('/v1/nicknames', { product: 'mobile-legends', fields });
      assert.equal(typeof nickname.parse(await told.json()).name, 'string');
      assert.equal((await get('/v1/shelf/constructor')).status, 404);
    } finally {
      await world.close();
    }
  });

  it('is read again at a reload, and switched off by its own ids', async () => {
    const { world, node, product, file } = await openShelf();
    try {
      const printed: string[] = [];
      const context = {
        env: world.env,
        platform: { ...nodePlatform, now: world.now },
        print: (text: string) => printed.push(text),
        confirm: null,
        printError: () => undefined,
        onStopSignal: () => undefined,
        onUncaught: () => undefined,
        exit: (code: number) => assert.fail(`exit ${code}`),
      };
      const isSold = async (id: string) => {
        world.advanceTime(2_000);
        const { items, notice } = await product(id);
        return [items.some(({ available }) => available), notice];
      };
      assert.equal(await runOff(['mobile-legends', '--say', 'Nanti lagi.'], context), 0);
      assert.deepEqual(await isSold('mobile-legends'), [false, 'Nanti lagi.']);
      await assert.rejects(runOff(['mobile-legend'], context), /mobile-legends/, 'no such id');
      assert.equal(await runOn(['mobile-legends'], context), 0);
      assert.equal(await runOff(['lapakgaming:HOK'], context), 0);
      assert.deepEqual(await isSold('mobile-legends'), [true, undefined]);
      assert.deepEqual(await isSold('lapakgaming:HOK'), [false, undefined]);

      writeFileSync(file, JSON.stringify({ products: [{ ...FILE.products[0], title: 'Baru' }] }));
      assert.deepEqual(await node.reload(), { kind: 'reloaded' });
      assert.equal((await product('mobile-legends')).title, 'Baru');
      writeFileSync(file, '{ "prodcts": [] }');
      const kept = await node.reload();
      assert.match(kept.kind === 'kept' ? kept.sentences.join() : '', /^ETALASE_CATALOG .*prodcts/);
      assert.equal((await product('mobile-legends')).title, 'Baru');
    } finally {
      await world.close();
    }
  });
});
