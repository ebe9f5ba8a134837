import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clock, openUpstreamShop } from '../support/upstream-shop.js';

const CHAT = '-100987';
const MINUTE_MS = 60_000;

describe('Telegram', () => {
  it('takes a message, and says which it is', async () => {
    const shop = await openUpstreamShop();
    const { status, body } = await shop.telegram({ chat_id: CHAT, text: 'Halo' });
    assert.equal(status, 200);
    const [message, ...others] = (await shop.books()).telegram.messages;
    assert.deepEqual([message?.chat, message?.text, others], [CHAT, 'Halo', []]);
    assert.equal(body['ok'], true);
    assert.match(JSON.stringify(body['result']), new RegExp(`:${String(message?.message_id)},`));
  });

  for (const [what, message] of [
    ['no chat', { text: 'Halo' }],
    ['no text', { chat_id: CHAT }],
    ['a text that is too long', { chat_id: CHAT, text: 'x'.repeat(4097) }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const shop = await openUpstreamShop();
      const { status, body } = await shop.telegram(message);
      assert.deepEqual([status, body['ok'], body['error_code']], [400, false, 400]);
      assert.deepEqual((await shop.books()).telegram.messages, []);
    });
  }

  it('refuses another bot', async () => {
    const shop = await openUpstreamShop();
    const { status, body } = await shop.telegram({ chat_id: CHAT, text: 'x' }, '1:x');
    assert.deepEqual([status, body['description']], [401, 'Unauthorized']);
  });

  it('takes twenty messages a minute, and says how long to wait', async () => {
    const shop = await openUpstreamShop();
    const send = () => shop.telegram({ chat_id: CHAT, text: 'x' });
    for (let count = 0; count < 20; count += 1) await send();
    const { status, body } = await send();
    assert.deepEqual([status, body['parameters']], [429, { retry_after: 60 }]);
    clock.advance(MINUTE_MS);
    assert.equal((await send()).status, 200);
  });
});
