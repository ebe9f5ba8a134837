/** A whole proxy tells of its orders, and no order waits for a channel. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { runNotify } from '../../../../src/proxy/command/notify-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { nodePlatform } from '../../../../src/proxy/platform.js';
import { notifySettings } from '../../../../src/sandbox/index.js';
import { listenOnLoopback } from '../../../support/listen.js';
import { openOpenApiShop, served } from '../../../support/open-api-shop.js';
import { advanceUntilEnd, buy, closeSandbox, openProxyCluster } from '../support/proxy-cluster.js';
import { openTerminal } from '../support/terminal.js';
import { listenForHooks } from './notice-world.js';

after(closeSandbox);

const books = z.object({
  telegram: z.object({ messages: z.array(z.object({ text: z.string() })) }),
});

/** A chat, in a sandbox of its own. */
async function openChat() {
  const { control, token } = await openOpenApiShop();
  return {
    env: notifySettings(served.origin, token),
    texts: async () => {
      const { telegram } = books.parse(await (await control('GET', '/books')).json());
      return telegram.messages.map(({ text }) => text);
    },
  };
}

/** A webhook that never answers. */
async function listenSilently() {
  let calls = 0;
  const server = createServer(() => (calls += 1));
  const origin = await listenOnLoopback(server);
  return {
    url: `${origin}/hook`,
    calls: () => calls,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await condition())) {
    assert.ok(performance.now() < end, 'the condition never held');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** ms between two looks for notices to send */
const SEND_INTERVAL_MS = 5_000;

it('tells of an order in review, while a silent channel holds up neither it nor a purchase', async () => {
  const chat = await openChat();
  const hook = await listenSilently();
  const { ETALASE_NOTIFY: telegram = '' } = chat.env;
  const world = await openProxyCluster({
    hasNoFirstNode: true,
    env: { ...chat.env, ETALASE_NOTIFY: `${hook.url},${telegram}`, ETALASE_NOTIFY_KEY: 'hook-key' },
  });
  try {
    const proxy = await world.node({
      setTimer: (ms, task) => nodePlatform.setTimer(ms === SEND_INTERVAL_MS ? 10 : ms, task),
    });
    const rina = await world.shopper(proxy);
    const payment = { api: 'snapcart', method: 'POST', path: '/payment' } as const;
    await world.faults([{ kind: 'disconnect', ...payment, effect: 'kept', times: 1 }]);
    const { order } = await buy(rina, 'snapcart');
    const held = await advanceUntilEnd(world, rina, order.id, { stepMs: 60_000 });
    assert.equal(held.status, 'review');
    world.advanceTime(60_000);
    await waitUntil(() => hook.calls() > 0);

    const next = await buy(rina, 'lapakgaming');
    const ended = await advanceUntilEnd(world, rina, next.order.id);
    assert.equal(ended.status, 'completed');
    const reviews = async () => (await chat.texts()).filter((text) => /decision/.test(text));
    await waitUntil(async () => (await reviews()).length > 0);
    const [text = '', ...others] = await reviews();
    assert.deepEqual(others, []);
    assert.match(text, new RegExp(`${held.number} Rp[\\d.]+\\nMobile Legends.* → …5678/…01\\n`));
    assert.match(text, /bisa\/may be: delivered, refund, refunded\n/);

    // The clock of the cluster waits for calls under way.
    hook.close();
    await world.control('PATCH', '/deposits', { snapcart: 0 });
    const unpaid = await buy(rina, 'snapcart');
    const { status } = await advanceUntilEnd(world, rina, unpaid.order.id);
    assert.equal(status, 'refunded');
    world.advanceTime(60_000);
    await waitUntil(async () =>
      (await chat.texts()).some((each) => /deposit is too small.+\n\nSnapcart/.test(each)),
    );
  } finally {
    hook.close();
    await world.close();
  }
});

describe('etalase notify --test', () => {
  it('sends to each channel, and says which arrived', async () => {
    const chat = await openChat();
    const { url, received } = await listenForHooks((count) => (count === 1 ? 204 : 500));
    const { ETALASE_NOTIFY: telegram = '' } = chat.env;
    const terminal = await openTerminal({
      ...chat.env,
      ETALASE_NOTIFY: `${telegram},${url}`,
      ETALASE_NOTIFY_KEY: 'hook-key',
      // Only the settings of notices are read.
      ETALASE_PORT: 'eighty',
    });
    assert.equal(await runNotify(['--test'], terminal.context), 0);
    assert.equal(received.length, 1);
    assert.match((await chat.texts()).join(), /Percobaan/);
    assert.match(
      terminal.takeOutput(),
      /^✓ telegram …1000: sampai \/ arrived\n✓ webhook 127\.0\.0\.1:\d+: sampai \/ arrived$/,
    );
    assert.equal(await runNotify(['--test'], terminal.context), 1);
    assert.match(terminal.takeOutput(), /^✓ telegram.+\n✗ webhook.+: http-500$/);
  });

  it('says what is wrong with a token, and never shows it', async () => {
    const { env } = await openChat();
    const terminal = await openTerminal({ ...env, ETALASE_NOTIFY: 'telegram:1:secret:1000' });
    assert.equal(await runNotify(['--test'], terminal.context), 1);
    const output = terminal.takeOutput();
    assert.match(output, /^✗ telegram …1000: .+wrong TOKEN$/);
    assert.ok(!output.includes('secret'));
  });

  it('needs a channel', async () => {
    const terminal = await openTerminal();
    assert.equal(await runNotify(['--test'], terminal.context), 1);
    assert.match(terminal.takeOutput(), /ETALASE_NOTIFY/);
    await assert.rejects(runNotify([], terminal.context), UsageError);
  });
});
