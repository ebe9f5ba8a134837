import assert from 'node:assert/strict';
import { it } from 'node:test';
import { createBrowserFile } from '../../../../src/proxy/browser-files/browser-files.js';

it('a form that could not be made is made at the next request, and then kept', async () => {
  let attempts = 0;
  const file = createBrowserFile('text', (content) => {
    attempts += 1;
    return attempts === 1 ? Promise.reject(new Error('no memory')) : Promise.resolve(content);
  });
  await assert.rejects(file.encode('br'), /no memory/);
  assert.equal(Buffer.from(await file.encode('br')).toString(), 'text');
  await file.encode('br');
  assert.equal(attempts, 2);
});
