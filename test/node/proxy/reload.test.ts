/** The margin file is read again without a restart, and a broken one changes nothing. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { loadEnvironment } from '../../../src/proxy/command/command-context.js';
import { runReload } from '../../../src/proxy/command/reload-command.js';
import { MESSAGES } from '../../../src/proxy/config/messages.js';
import { readSettings } from '../../../src/proxy/config/settings.js';
import { SettingsError } from '../../../src/proxy/config/settings-error.js';
import { product } from '../../../src/proxy/contract.js';
import { silent } from '../../../src/proxy/observability/log.js';
import { nodePlatform } from '../../../src/proxy/platform.js';
import { NO_CATALOG, readCatalogFile } from '../../../src/proxy/config/catalog-file.js';
import { createProxy } from '../../../src/proxy/proxy.js';
import { reloadFiles } from '../../../src/proxy/reload.js';
import { closeSandbox, openProxyCluster, PURCHASES, quoteFor } from './support/proxy-cluster.js';

after(closeSandbox);
const folder = mkdtempSync(join(tmpdir(), 'etalase-reload-'));
after(() => rmSync(folder, { recursive: true }));

it('reload changes quotes and pages on request, and keeps the rules while the file is broken', async () => {
  const file = join(folder, 'margin.json');
  writeFileSync(file, '{}');
  const world = await openProxyCluster({ env: { ETALASE_MARGIN: file }, hasNoFirstNode: true });
  try {
    const node = await world.node({
      setTimer: (ms, task) => {
        // A look each minute, without the minute.
        const timer = setTimeout(task, ms === 60_000 ? 20 : ms);
        return () => clearTimeout(timer);
      },
    });
    const rina = await world.shopper(node);
    const { item } = PURCHASES.lapakgaming;
    const quotedPrice = async () => (await quoteFor(rina, 'lapakgaming')).price ?? NaN;
    const shownPrice = async () => {
      const url = `${world.env['ETALASE_PUBLIC_URL'] ?? ''}/v1/catalog/lapakgaming/ML`;
      const { items } = product.parse(await (await node.fetch(new Request(url))).json());
      return items.find(({ code }) => code === item)?.price;
    };
    const cost = await quotedPrice();
    assert.equal(await shownPrice(), cost);

    writeFileSync(file, '{"fixed": 500}');
    assert.deepEqual(await node.reload(), { kind: 'reloaded' });
    assert.deepEqual([await quotedPrice(), await shownPrice()], [cost + 500, cost + 500]);

    writeFileSync(file, '{"fxied": 700}');
    const kept = await node.reload();
    assert.ok(kept.kind === 'kept');
    assert.match(kept.sentences.join(), /^ETALASE_MARGIN .*fxied/);
    assert.deepEqual([await quotedPrice(), await shownPrice()], [cost + 500, cost + 500]);
    const printed: string[] = [];
    const context = {
      env: world.env,
      platform: { ...nodePlatform, now: world.now },
      print: (text: string) => printed.push(text),
      confirm: null,
      printError: () => undefined,
      onStopSignal: () => undefined,
      onUncaught: () => undefined,
      exit: () => undefined,
    };
    await assert.rejects(runReload([], context), SettingsError);

    writeFileSync(file, '{"fixed": 900}');
    world.advanceTime(1_000);
    await runReload([], context);
    assert.match(printed.join(), /Berlaku dalam semenit/);
    for (let tries = 0; tries < 100 && (await shownPrice()) !== cost + 900; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    assert.deepEqual([await quotedPrice(), await shownPrice()], [cost + 900, cost + 900]);
  } finally {
    await world.close();
  }
});

it('a reload that is asked for before the store is open is done once it is', async () => {
  const margins = [{ fixed: 700 }];
  const reloaded: string[] = [];
  const proxy = createProxy(
    {
      ETALASE_SIGNING_KEYS: `one:${Buffer.alloc(32, 7).toString('base64url')}`,
      BUKAOLSHOP_TOKEN: 'token',
      BUKAOLSHOP_API_KEY: 'key',
      DATABASE_URL: 'file::memory:',
    },
    {
      log: silent,
      platform: { fetch: () => Promise.reject(new Error('offline')) },
      readFiles: () => ({ margin: margins.pop() ?? {}, catalog: NO_CATALOG }),
      onReloaded: ({ kind }) => reloaded.push(kind),
    },
  );
  assert.deepEqual(await proxy.reload(), { kind: 'reloaded' });
  assert.deepEqual([reloaded, margins], [['reloaded'], []]);
  await proxy.close();
});

for (const [what, readFiles, sentence, logged] of [
  [
    'a settings file that cannot be read',
    () => readSettings(loadEnvironment({}, join(folder, 'missing.env'))),
    /missing\.env tidak bisa dibaca/,
    ['reloaded kept'],
  ],
  [
    'an error that nobody expects',
    () => {
      throw new TypeError('broken');
    },
    /^$/,
    ['reloaded kept', 'unexpected reload'],
  ],
] as const) {
  it(`${what} keeps the rules at a reload, and the proxy runs on`, () => {
    const lines: string[] = [];
    const write = (event: string, { code = '' } = {}): void => void lines.push(`${event} ${code}`);
    const result = reloadFiles({
      readFiles,
      replaceRules: () => assert.fail('they are kept'),
      replaceCatalog: () => assert.fail('it is kept'),
      log: { ...silent, warn: write, error: write },
    });
    assert.ok(result.kind === 'kept');
    assert.match(result.sentences.join(), sentence);
    assert.deepEqual(lines, logged);
  });
}

it('a reload tells what the catalogue file says twice, with its place', () => {
  const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];
  const items = ['86', '172'].map((name) => ({
    name,
    suppliers: { lapakgaming: name },
    shop_product: '7001',
  }));
  const text = JSON.stringify({ products: [{ suppliers, items }] });
  const read = readCatalogFile(text, MESSAGES.en.catalogMistakes);
  assert.ok(read.kind === 'read');
  const lines: string[] = [];
  reloadFiles({
    readFiles: () => ({ margin: {}, catalog: read.file }),
    replaceRules: () => undefined,
    replaceCatalog: () => undefined,
    log: { ...silent, warn: (event, { code = '' } = {}) => void lines.push(`${event} ${code}`) },
  });
  assert.deepEqual(lines, ['catalog products[0].items[1].shop_product']);
});
