/** Every command in every state. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Checkout } from '../../../../src/purchase/checkout/checkout.js';
import { CheckoutFixture, fail, nameOf, ORDER, PIN, REQUEST } from './checkout-fixture.js';

/** How each state is reached. */
const STATES: Record<string, (fixture: CheckoutFixture) => Promise<void> | void> = {
  idle: (fixture) => fixture.attach(),
  quoting: (fixture) => fixture.open(),
  price_changed: async (fixture) => {
    await fixture.open();
    await fixture.answerQuote(22_000);
  },
  ready: (fixture) => fixture.becomeReady(),
  paying: (fixture) => fixture.pay(),
  'paying, closed': async (fixture) => {
    await fixture.pay();
    fixture.checkout.closeSheet();
  },
  unclear: (fixture) => fixture.becomeUnclear(),
  'unclear, closed': async (fixture) => {
    await fixture.becomeUnclear();
    fixture.checkout.closeSheet();
  },
  failed: async (fixture) => {
    await fixture.open();
    await fixture.quotes.answer(fail('item_unavailable'));
  },
  'looking up': async (fixture) => {
    fixture.checkout.resume();
    await fixture.lookups.answer(fail('offline'));
  },
  lost: async (fixture) => {
    fixture.checkout.resume();
    await fixture.lookups.answer(fail('unknown_order'));
  },
  reading: (fixture) => {
    fixture.remembered = ORDER;
    fixture.checkout.resume();
  },
  unreadable: (fixture) => {
    fixture.remembered = ORDER;
    fixture.checkout.resume();
    fixture.tell(fail('offline'));
  },
  receipt: (fixture) => fixture.showReceipt(),
  tracking: (fixture) => fixture.track(),
};

const COMMANDS: Record<string, (checkout: Checkout) => void> = {
  open: (checkout) => checkout.open(REQUEST),
  agree: (checkout) => checkout.agree(),
  pay: (checkout) => checkout.pay(PIN),
  retry: (checkout) => checkout.retry(),
  dismiss: (checkout) => checkout.dismiss(),
  resume: (checkout) => checkout.resume(),
  closeSheet: (checkout) => checkout.closeSheet(),
  openReceipt: (checkout) => checkout.openReceipt(),
  detach: (checkout) => checkout.detach(),
  reset: (checkout) => checkout.reset(),
};

/** The state after a command; a command that is not named changes nothing. */
const TRANSITIONS: Record<string, Record<string, string>> = {
  idle: { open: 'quoting' },
  quoting: { open: 'quoting', closeSheet: 'idle', detach: 'idle', reset: 'idle' },
  price_changed: {
    open: 'quoting',
    agree: 'ready',
    closeSheet: 'idle',
    detach: 'idle',
    reset: 'idle',
  },
  ready: { open: 'quoting', pay: 'paying', closeSheet: 'idle', detach: 'idle', reset: 'idle' },
  paying: { closeSheet: 'paying, closed', detach: 'paying, closed', reset: 'idle' },
  'paying, closed': { openReceipt: 'paying', reset: 'idle' },
  unclear: {
    retry: 'paying',
    closeSheet: 'unclear, closed',
    detach: 'unclear, closed',
    reset: 'idle',
  },
  'unclear, closed': { retry: 'paying, closed', openReceipt: 'unclear', reset: 'idle' },
  failed: {
    open: 'quoting',
    retry: 'quoting',
    closeSheet: 'idle',
    detach: 'idle',
    reset: 'idle',
  },
  'looking up': { dismiss: 'idle', detach: 'idle', reset: 'idle' },
  lost: { dismiss: 'idle', detach: 'idle', reset: 'idle' },
  reading: { dismiss: 'idle', detach: 'idle', reset: 'idle' },
  unreadable: { retry: 'reading', dismiss: 'idle', detach: 'idle', reset: 'idle' },
  receipt: { closeSheet: 'tracking', dismiss: 'idle', detach: 'idle', reset: 'idle' },
  tracking: { openReceipt: 'receipt', dismiss: 'idle', detach: 'idle', reset: 'idle' },
};

/** Commands that call the proxy, once each. */
const CALLING = ['open', 'pay', 'retry'];

async function reach(name: string): Promise<CheckoutFixture> {
  const fixture = new CheckoutFixture();
  await STATES[name]?.(fixture);
  assert.equal(nameOf(fixture.state), name);
  return fixture;
}

describe('a command in a state', () => {
  for (const state of Object.keys(STATES)) {
    for (const [command, send] of Object.entries(COMMANDS)) {
      const next = TRANSITIONS[state]?.[command];
      it(`${state}: ${command} ${next ? `leads to ${next}` : 'changes nothing'}`, async () => {
        const fixture = await reach(state);
        const { state: before, callCount } = fixture;
        send(fixture.checkout);
        const calls = fixture.callCount - callCount;
        if (next) assert.equal(nameOf(fixture.state), next);
        else assert.deepEqual(fixture.state, before);
        assert.equal(calls, next && CALLING.includes(command) ? 1 : 0);
      });
    }
  }
});

describe('an element that leaves the page and comes back', () => {
  const AFTER: Record<string, string> = {
    idle: 'idle',
    quoting: 'idle',
    price_changed: 'idle',
    ready: 'idle',
    paying: 'paying, closed',
    'paying, closed': 'paying, closed',
    unclear: 'looking up',
    'unclear, closed': 'looking up',
    failed: 'idle',
    'looking up': 'idle',
    lost: 'idle',
    reading: 'reading',
    unreadable: 'reading',
    receipt: 'reading',
    tracking: 'reading',
  };
  for (const [state, next] of Object.entries(AFTER)) {
    it(`${state} becomes ${next}`, async () => {
      const fixture = await reach(state);
      fixture.reattach();
      assert.equal(nameOf(fixture.state), next);
    });
  }
});
