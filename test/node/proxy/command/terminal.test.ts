import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { askTerminal } from '../../../../src/proxy/command/terminal.js';

/** Types these letters at once. */
async function type(letters: string, isSecret: boolean) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answer = askTerminal('Token?', { isSecret }, { input, output });
  input.write(letters);
  return { answer: await answer, shown: String(output.read()) };
}

describe('a question at the terminal', () => {
  it('shows what is typed', async () => {
    const { answer, shown } = await type(' proksi.toko.id \r', false);
    assert.equal(answer, 'proksi.toko.id');
    assert.match(shown, /Token\?.*proksi\.toko\.id/s);
  });

  it('does not show a secret', async () => {
    const { answer, shown } = await type('rahasia\r', true);
    assert.equal(answer, 'rahasia');
    assert.match(shown, /^Token\? /);
    assert.doesNotMatch(shown, /[rahsi]{2}/);
  });

  for (const [key, letters] of [
    ['Ctrl-D', '\u0004'],
    ['Ctrl-C', 'x\u0003'],
  ] as const) {
    it(`ends without an answer by ${key}`, async () => {
      for (const isSecret of [false, true]) {
        assert.equal((await type(letters, isSecret)).answer, null);
      }
    });
  }
});
