/** The mutations fit the sources: every anchor matches exactly once, and every patch changes something. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PROJECT } from '../support/command.js';
import { MUTATIONS } from './mutations/all.js';

describe('the mutations', () => {
  it('are 216, with unique names', () => {
    assert.equal(MUTATIONS.length, 216);
    assert.equal(new Set(MUTATIONS.map(({ name }) => name)).size, 216);
  });

  it('have anchors that match exactly once in the sources', async () => {
    const problems: string[] = [];
    for (const { name, patches } of MUTATIONS) {
      for (const { file, find, replace } of patches) {
        const text = await readFile(join(PROJECT, 'src', 'proxy', file), 'utf8');
        const times = text.split(find).length - 1;
        if (times !== 1) problems.push(`"${name}": ${String(times)} times in ${file}: ${find}`);
        if (find === replace) problems.push(`"${name}" changes nothing in ${file}`);
      }
    }
    assert.deepEqual(problems, []);
  });
});
