import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseSettingsFile } from '../../../../src/proxy/config/settings-file.js';
import { setVariables } from '../../../../src/proxy/setup/settings-text.js';
import { PROJECT } from '../../../support/command.js';

const EXAMPLE = readFileSync(join(PROJECT, 'docs/examples/etalase.env'), 'utf8');

describe('a variable of the settings file', () => {
  for (const [from, to] of [
    ['A=1\nB=2\n', 'A=1\nB=new\n'],
    ['# B=1\nB=\nC=3', '# B=1\nB=new\nC=3'],
    ['B=1\nB=2\n', 'B=1\nB=new\n'],
    ['export B="old"\r\nC=3\r\n', 'B=new\nC=3\r\n'],
    ['A=1', 'A=1\nB=new\n'],
    ['', 'B=new\n'],
    ['B=one \\\ntwo\nA=1\n', 'B=one \\\ntwo\nA=1\nB=new\n'],
    ['A="\nB=inside\n"\n', 'A="\nB=inside\n"\nB=new\n'],
  ] as const) {
    it(`is set in ${JSON.stringify(from)}`, () => {
      assert.equal(setVariables(from, { B: 'new' }), to);
      assert.equal(setVariables(to, { B: 'new' }), to);
    });
  }

  for (const value of [
    'plain-Word_1.2:3/4+5,6@7=',
    'a b',
    ' a ',
    'a#b',
    '#a',
    'a #b',
    `"quoted"`,
    `it's`,
    'back\\slash\\',
    '$HOME `x`',
    '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  ]) {
    it(`is read as it was given: ${value}`, () => {
      const { variables } = parseSettingsFile(EXAMPLE);
      const { variables: changed, mistakes } = parseSettingsFile(
        setVariables(EXAMPLE, { BUKAOLSHOP_TOKEN: value, ANOTHER: value }),
      );
      assert.deepEqual(changed, { ...variables, BUKAOLSHOP_TOKEN: value, ANOTHER: value });
      assert.deepEqual(mistakes, []);
    });
  }
});
