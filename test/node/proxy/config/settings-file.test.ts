import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSettingsFile } from '../../../../src/proxy/config/settings-file.js';

describe('the settings file', () => {
  for (const [what, text, value] of [
    ['a plain value', 'A=b', 'b'],
    ['spaces around name and value', '  A = b c \t', 'b c'],
    ['an empty value', 'A=\nB=x', ''],
    ['double quotes', 'A="b c "', 'b c '],
    ['single quotes', 'A=\'b "c" $d\\n\'', 'b "c" $d\\n'],
    ['quotes inside a value', 'A=b"c"', 'b"c"'],
    ['parts side by side', `A="b" 'c' d`, 'bcd'],
    ['escapes in double quotes', 'A="\\"\\\\\\$\\n"', '"\\$\\n'],
    ['escapes without quotes', 'A=b\\ c\\\\d', 'b c\\d'],
    ['an escaped space at the end', 'A=b\\ ', 'b '],
    ['a line that goes on', 'A=b\\\nc', 'bc'],
    ['quotes over two lines', 'A="b\nc"', 'b\nc'],
    ['a hash inside a word', 'A=b#c', 'b#c'],
    ['a hash in quotes', 'A="b # c"', 'b # c'],
    ['an equals sign', 'A=b=c==', 'b=c=='],
    ['comments', '# A=x\n ; A=y\nA=b\n#A=z', 'b'],
    ['the last of two', 'A=x\nA=b', 'b'],
    ['line ends of Windows', 'A=b\r\nB=c\r\n', 'b'],
    ['a byte order mark', '\uFEFFA=b', 'b'],
    ['the export of shells', 'export A=b', 'b'],
    ['lines that set nothing', 'nothing\n\n=x\n1=x\nA=b', 'b'],
    ['quotes without an end', 'A="b', 'b'],
  ] as const) {
    it(`reads ${what}`, () => {
      const { variables, mistakes } = parseSettingsFile(text);
      assert.equal(variables.A, value);
      assert.deepEqual(mistakes, []);
    });
  }

  for (const text of ['X=1\n\nA=b # c', '# x\nX="\n"A=b\nA=# c', "X=\nX=\nA='b' # c"]) {
    it(`names the line of a comment behind a value: ${JSON.stringify(text)}`, () => {
      const [mistake, ...others] = parseSettingsFile(text).mistakes;
      assert.deepEqual(others, []);
      assert.equal(mistake?.variable, 'A');
      assert.equal(text.split('\n')[mistake.line - 1], text.split('\n').at(-1));
    });
  }
});
