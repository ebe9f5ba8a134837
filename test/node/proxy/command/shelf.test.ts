/** `etalase shelf` and the shelf's part of `etalase check`, against the sandbox. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { runCheck } from '../../../../src/proxy/command/check-command.js';
import { runShelf } from '../../../../src/proxy/command/shelf/shelf-command.js';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { readCatalogFile } from '../../../../src/proxy/config/catalog-file.js';
import { folder, openTerminal } from '../support/terminal.js';

const texts = MESSAGES.en.catalogMistakes;
const snapcart = { provider: 'snapcart', product: 'game-voucher:MOBILE_LEGEND' };
const FILE = {
  products: [
    {
      id: 'ml',
      suppliers: [{ provider: 'lapakgaming', product: 'ML' }, snapcart],
      items: [
        { name: 'Tiga', suppliers: { lapakgaming: 'ML3_0-S1' } },
        { name: 'Lupa', suppliers: { lapakgaming: 'ML0' } },
      ],
    },
    { id: 'hsr', hidden: true, suppliers: [{ provider: 'lapakgaming', product: 'HSR' }] },
    { id: 'x', suppliers: [{ provider: 'lapakgaming', product: 'XX' }] },
  ],
};

async function openShelfTerminal(content: object) {
  const file = join(folder, 'catalog.json');
  const margin = join(folder, 'shelf-margin.json');
  writeFileSync(file, JSON.stringify(content));
  writeFileSync(margin, JSON.stringify({ fixed: 500 }));
  const terminal = await openTerminal({ ETALASE_CATALOG: file, ETALASE_MARGIN: margin });
  const printed: string[] = [];
  const errors: string[] = [];
  const context = {
    ...terminal.context,
    print: (text: string) => void printed.push(text),
    printError: (text: string) => void errors.push(text),
  };
  return { ...terminal, context, printed, errors };
}

describe('etalase shelf', () => {
  it('prints what shoppers see, costs and margins, and what is left out and why', async () => {
    const { context, printed, errors } = await openShelfTerminal(FILE);
    assert.equal(await runShelf([], context), 0);
    const text = printed.join('\n');
    assert.ok(text.split('\n').every((line) => Array.from(line).length <= 80));
    assert.match(text, /^ {4}Tiga +1\.671$/m);
    assert.match(text, /^ {6}lapakgaming ML3_0-S1 +1\.671 +1\.171 +500$/m);
    assert.match(text, /^hsr: .*disembunyikan \/ hidden$/m);
    assert.match(text, /\(habis\/sold out\)/);
    const told = errors.join('\n');
    // Snapcart's fields have other names, and the file maps none of them.
    assert.match(told, /products\[0\]\.suppliers\[1\]\n {2}snapcart .*: isian user_id tidak cocok/);
    assert.match(told, /items\[1\]\.suppliers\.lapakgaming\n {2}lapakgaming ML0: tidak ada/);
    assert.match(told, /^baris \/ line 1, products\[2\]\.suppliers\[0\]\.product$/m);
  });

  it('prints one product as JSON', async () => {
    const { context, printed } = await openShelfTerminal(FILE);
    assert.equal(await runShelf(['lapakgaming:ML', '--json'], context), 0);
    const rows = z
      .array(z.looseObject({ name: z.string(), shown: z.boolean(), margin: z.number() }))
      .parse(JSON.parse(printed.join('')));
    assert.equal(rows.filter(({ name, shown }) => name === 'Tiga' && shown).length, 1);
    assert.ok(rows.every(({ margin }) => margin === 500));
    assert.equal(await runShelf(['nothing'], context), 1);
  });

  it('suggests a file that can be read, merges nothing, and proposes equal titles', async () => {
    const { context, printed, errors } = await openShelfTerminal({});
    assert.equal(await runShelf(['suggest'], context), 0);
    const read = readCatalogFile(printed.join('\n'), texts);
    assert.ok(read.kind === 'read', JSON.stringify(read));
    assert.ok(read.file.products.every(({ suppliers }) => suppliers.length === 1));
    assert.match(errors.join('\n'), /^ {2}Mobile Legends: "suppliers": \[.*ML.*MOBILE_LEGEND/m);
    const out = join(folder, 'suggested.json');
    assert.equal(await runShelf(['suggest', '--out', out], context), 0);
    const written = readFileSync(out, 'utf8');
    assert.equal(await runShelf(['suggest', '--out', out], context), 1, 'never written over');
    assert.equal(readFileSync(out, 'utf8'), written);
  });
});

describe('etalase check', () => {
  it('tells what of the catalogue is left out, and where the supplier’s best differs', async () => {
    const { context, printed } = await openShelfTerminal(FILE);
    assert.equal(await runCheck([], context), 0);
    const text = printed.join('\n');
    assert.match(text, /^• Katalog \/ Catalogue\n {4}baris \/ line 1, products\[2\]/m);
    assert.match(text, /lapakgaming XX: tidak ada di daftar pemasoknya\./);
    assert.doesNotMatch(text, /Termurah menurut pemasok/, 'the sandbox agrees');
  });
});
