/** By which id of the file a supplier's product is sold, and switched off. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readCatalogFile } from '../../../../src/proxy/config/catalog-file.js';
import { MESSAGES } from '../../../../src/proxy/config/messages.js';
import { createCatalogHolder } from '../../../../src/proxy/shelf/catalog-holder.js';

for (const [what, ids, expected] of [
  ['an entry', ['ml'], 'ml'],
  ['the first of two entries', ['ml', 'mobile-legends'], 'ml'],
  ['an entry without an id, before one that has one', [undefined, 'ml'], null],
  ['no entry', [], null],
] as const) {
  it(`a product of ${what} is sold as ${String(expected)}`, () => {
    const suppliers = [{ provider: 'lapakgaming', product: 'ML' }];
    const text = JSON.stringify({ products: ids.map((id) => ({ id, suppliers })) });
    const read = readCatalogFile(text, MESSAGES.en.catalogMistakes);
    assert.ok(read.kind === 'read');
    assert.equal(createCatalogHolder(read.file).idOf('lapakgaming', 'ML'), expected);
  });
}
