/** The document of the order machine has exactly the ways of the code. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { TRANSITIONS } from '../../../../src/proxy/ledger/states.js';
import { PROJECT } from '../../../support/command.js';

it('the document of the order machine has exactly the ways of the code', async () => {
  const text = await readFile(join(PROJECT, 'docs', 'order-machine.md'), 'utf8');
  const rows = text.matchAll(/^\| `([A-Z_]+)` +\| ((?:`[A-Z_]+`(?:, )?)+) +\|$/gm);
  const told = [...rows].map(([, from, to]) => `${from}: ${to?.replaceAll('`', '')}`);
  const ways = Object.entries(TRANSITIONS)
    .filter(([, to]) => to.length > 0)
    .map(([from, to]) => `${from}: ${to.join(', ')}`);
  assert.deepEqual(told, ways);
});
