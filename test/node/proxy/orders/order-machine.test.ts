/** The document of the order machine has exactly the ways of the code. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CHECKOUT_WAYS } from '../../../../src/proxy/checkouts/checkout-states.js';
import { TRANSITIONS, transitionsFrom } from '../../../../src/proxy/ledger/states.js';
import { ORDER_STATES } from '../../../../src/proxy/store/order-state.js';
import { PROJECT } from '../../../support/command.js';

const CHECKOUT_ORDERS = Object.fromEntries(
  ORDER_STATES.map((state) => [state, transitionsFrom({ state, paid_by: 'checkout' })]),
);

/** The heading before each table, and the ways that it tells. */
const TABLES: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[] = [
  ['# The machine of an order', TRANSITIONS],
  ['### Its orders', CHECKOUT_ORDERS],
  ['### Its transaction', CHECKOUT_WAYS],
];

describe('the document of the order machine has exactly the ways of the code', () => {
  for (const [heading, ways] of TABLES) {
    it(heading, async () => {
      const text = await readFile(join(PROJECT, 'docs', 'order-machine.md'), 'utf8');
      const start = text.indexOf(`${heading}\n`);
      assert.notEqual(start, -1);
      const section = text.slice(start + heading.length).split(/^#+ /m)[0] ?? '';
      const rows = section.matchAll(/^\| `([A-Z_]+)` +\| ((?:`[A-Z_]+`(?:, )?)+) +\|$/gm);
      const told = [...rows].map(([, from, to]) => `${from}: ${to?.replaceAll('`', '')}`);
      const expected = Object.entries(ways)
        .filter(([, to]) => to.length > 0)
        .map(([from, to]) => `${from}: ${to.join(', ')}`);
      assert.deepEqual(told, expected);
    });
  }
});
