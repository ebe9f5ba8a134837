/** From a payment to an order, or to the certainty that there is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import type { Failure, PurchaseError } from '../../../../src/purchase/purchase-client.js';
import { CheckoutFixture, fail, nameOf, ORDER, PIN, PRICE, REQUEST } from './checkout-fixture.js';

async function paying(): Promise<CheckoutFixture> {
  const fixture = new CheckoutFixture();
  await fixture.pay();
  return fixture;
}

async function payingClosed(): Promise<CheckoutFixture> {
  const fixture = await paying();
  fixture.checkout.closeSheet();
  return fixture;
}

async function payingDetached(): Promise<CheckoutFixture> {
  const fixture = await paying();
  fixture.checkout.detach();
  return fixture;
}

const keys = ({ payments }: CheckoutFixture) => payments.all.map(({ args }) => args.intent.key);
const pins = ({ payments }: CheckoutFixture) => payments.all.map(({ args }) => args.pin);

describe('a payment', () => {
  it('pressed twice buys once', async () => {
    const fixture = await paying();
    fixture.checkout.pay(PIN);
    fixture.checkout.retry();
    fixture.checkout.agree();
    assert.equal(fixture.payments.all.length, 1);
    await fixture.placeOrder();
    fixture.checkout.pay(PIN);
    assert.equal(fixture.payments.all.length, 1);
  });

  it('buys the shown quote for the entered account', async () => {
    const { payments } = await paying();
    const { intent, pin } = payments.last;
    assert.deepEqual([intent.quote, intent.fields, pin], ['quote-1', { user_id: '12345678' }, PIN]);
  });

  it('leads to the order, which is remembered and followed', async () => {
    const fixture = await paying();
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'receipt');
    assert.equal(fixture.remembered?.id, ORDER.id);
    assert.deepEqual(
      fixture.follows.map(({ id }) => id),
      [ORDER.id],
    );
  });

  const outcomes: readonly (readonly [PurchaseError, string, Partial<Failure>?])[] = [
    ['offline', 'unclear'],
    ['timeout', 'unclear'],
    ['server', 'unclear'],
    ['malformed', 'unclear'],
    ['aborted', 'unclear'],
    ['internal', 'unclear'],
    ['upstream_unavailable', 'unclear'],
    ['proof_replayed', 'unclear'],
    ['idempotency_key_reused', 'unclear'],
    ['quote_used', 'unclear', { isUnresolved: true }],
    ['quote_used', 'failed'],
    ['item_unavailable', 'failed'],
    ['pin_locked', 'failed'],
    ['settings', 'failed'],
    ['guest', 'failed'],
    ['invalid_pin', 'ready'],
  ];
  for (const [code, expected, more] of outcomes) {
    it(`answered ${code}${more ? ', unresolved,' : ''} is ${expected}`, async () => {
      const fixture = await paying();
      await fixture.payments.answer(fail(code, more));
      assert.equal(nameOf(fixture.state), expected);
    });
  }

  it('never puts its PIN into a state or the memory', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.answerQuote();
    await fixture.payments.answer(fail('timeout'));
    fixture.checkout.retry();
    await fixture.payments.answer(fail('invalid_pin'));
    fixture.checkout.pay(PIN);
    await fixture.placeOrder();
    assert.deepEqual(pins(fixture), [PIN, PIN, PIN, PIN]);
    assert.equal(JSON.stringify([fixture.states, fixture.remembered]).includes(PIN), false);
  });
});

describe('a payment without an answer', () => {
  it('is retried as the same order with the same PIN, and without a new quote', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('timeout'));
    fixture.checkout.retry();
    fixture.checkout.retry();
    await fixture.payments.answer(fail('server'));
    assert.equal(nameOf(fixture.state), 'unclear');
    fixture.checkout.retry();
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'receipt');
    assert.deepEqual([fixture.payments.all.length, new Set(keys(fixture)).size], [3, 1]);
    assert.deepEqual(pins(fixture), [PIN, PIN, PIN]);
    assert.equal(fixture.quotes.all.length, 1);
  });

  it('whose retry is refused starts over with a quote and without the PIN', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('timeout'));
    fixture.checkout.retry();
    await fixture.payments.answer(fail('item_unavailable'));
    assert.equal(nameOf(fixture.state), 'failed');
    fixture.checkout.retry();
    await fixture.answerQuote();
    fixture.checkout.pay(null);
    assert.equal(fixture.payments.last.pin, null);
    assert.equal(new Set(keys(fixture)).size, 2);
  });

  it('whose retry finds the quote expired is not bought again without the shopper', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('timeout'));
    fixture.checkout.retry();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.answerQuote();
    assert.equal(nameOf(fixture.state), 'ready');
    assert.equal(fixture.payments.all.length, 2);
  });
});

describe('a payment of an expired quote', () => {
  for (const code of ['quote_expired', 'invalid_quote'] as const) {
    it(`(${code}) is repeated at the same price, as a new intent with the same PIN`, async () => {
      const fixture = await paying();
      await fixture.payments.answer(fail(code));
      assert.equal(nameOf(fixture.state), 'paying');
      await fixture.answerQuote();
      assert.deepEqual([new Set(keys(fixture)).size, pins(fixture)], [2, [PIN, PIN]]);
      assert.equal(fixture.payments.last.intent.quote, 'quote-2');
      await fixture.placeOrder();
      assert.equal(nameOf(fixture.state), 'receipt');
    });
  }

  it('is repeated only once', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.answerQuote();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.answerQuote();
    assert.equal(nameOf(fixture.state), 'ready');
    assert.equal(fixture.payments.all.length, 2);
  });

  it('at another price asks the shopper, and for the PIN again', async () => {
    const fixture = await payingClosed();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.answerQuote(22_000);
    assert.equal(fixture.state.status === 'price_changed' && fixture.state.previousPrice, PRICE);
    assert.equal(fixture.checkout.isSheetOpen, true);
    fixture.checkout.retry();
    assert.equal(fixture.payments.all.length, 1);
    fixture.checkout.agree();
    fixture.checkout.pay(null);
    assert.deepEqual(pins(fixture), [PIN, null]);
  });

  it('fails with the new quote', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('quote_expired'));
    await fixture.quotes.answer(fail('item_unavailable'));
    assert.equal(nameOf(fixture.state), 'failed');
  });
});

describe('a wrong PIN', () => {
  it('is asked for again, and buys as a new intent', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('invalid_pin'));
    const { state } = fixture;
    assert.equal(state.status === 'ready' && state.isPinDemanded && state.problem, 'invalid_pin');
    fixture.checkout.pay('111111');
    assert.deepEqual([new Set(keys(fixture)).size, pins(fixture)], [2, [PIN, '111111']]);
  });

  it('is still asked for after a renewal', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('invalid_pin'));
    await fixture.endWait();
    await fixture.answerQuote();
    const { state } = fixture;
    assert.deepEqual(state.status === 'ready' && [state.isPinDemanded, state.problem], [
      true,
      null,
    ]);
  });

  it('is forgotten with the next request', async () => {
    const fixture = await paying();
    await fixture.payments.answer(fail('invalid_pin'));
    fixture.checkout.closeSheet();
    fixture.checkout.open(REQUEST);
    assert.equal('isPinDemanded' in fixture.state && fixture.state.isPinDemanded, false);
  });
});

describe('a payment behind a closed sheet', () => {
  it('leads to the order', async () => {
    const fixture = await payingClosed();
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'tracking');
  });

  it('stays closed while it is unclear', async () => {
    const fixture = await payingClosed();
    await fixture.payments.answer(fail('timeout'));
    assert.equal(nameOf(fixture.state), 'unclear, closed');
    fixture.checkout.retry();
    await fixture.payments.answer(fail('timeout'));
    assert.equal(nameOf(fixture.state), 'unclear, closed');
  });

  for (const code of ['item_unavailable', 'invalid_pin'] as const) {
    it(`answered ${code} opens the sheet`, async () => {
      const fixture = await payingClosed();
      await fixture.payments.answer(fail(code));
      assert.equal(fixture.checkout.isSheetOpen, true);
    });
  }
});

describe('a payment whose element left the page', () => {
  it('is remembered, and shown when the element is back', async () => {
    const fixture = await payingDetached();
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'idle');
    assert.equal(fixture.follows.length, 0);
    fixture.checkout.resume();
    assert.equal(nameOf(fixture.state), 'reading');
  });

  for (const code of ['item_unavailable', 'invalid_pin', 'quote_expired'] as const) {
    it(`answered ${code} ends silently`, async () => {
      const fixture = await payingDetached();
      await fixture.payments.answer(fail(code));
      assert.equal(nameOf(fixture.state), 'idle');
      assert.equal(fixture.quotes.all.length, 1);
    });
  }

  it('stays unclear, and is looked up when the element is back', async () => {
    const fixture = await payingDetached();
    await fixture.payments.answer(fail('timeout'));
    assert.equal(nameOf(fixture.state), 'unclear, closed');
    fixture.checkout.resume();
    await fixture.lookups.answer({ ok: true, value: ORDER });
    assert.equal(nameOf(fixture.state), 'tracking');
    assert.equal(fixture.payments.all.length, 1);
  });

  it('leads to the order when the element is back before the answer', async () => {
    const fixture = await payingDetached();
    fixture.checkout.resume();
    assert.equal(nameOf(fixture.state), 'paying, closed');
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'tracking');
    assert.equal(fixture.follows.length, 1);
  });

  it('whose expired quote is being replaced is bought at the same price only', async () => {
    for (const [price, name] of [
      [PRICE, 'paying, closed'],
      [22_000, 'idle'],
    ] as const) {
      const fixture = await paying();
      await fixture.payments.answer(fail('quote_expired'));
      fixture.checkout.detach();
      await fixture.answerQuote(price);
      assert.equal(nameOf(fixture.state), name);
    }
  });
});

describe('the PIN', () => {
  const ends: readonly (readonly [string, (fixture: CheckoutFixture) => Promise<void>])[] = [
    ['an order', (fixture) => fixture.placeOrder()],
    ['a refusal', (fixture) => fixture.payments.answer(fail('item_unavailable'))],
    ['a wrong PIN', (fixture) => fixture.payments.answer(fail('invalid_pin'))],
    [
      'another price',
      async (fixture) => {
        await fixture.payments.answer(fail('quote_expired'));
        await fixture.answerQuote(22_000);
      },
    ],
    [
      'another shopper',
      (fixture) => {
        fixture.checkout.reset();
        return Promise.resolve();
      },
    ],
    [
      'the return of an element whose order is unclear',
      async (fixture) => {
        await fixture.payments.answer(fail('timeout'));
        fixture.reattach();
      },
    ],
  ];
  for (const [end, finish] of ends) {
    it(`is held until ${end}`, async () => {
      const fixture = await paying();
      assert.equal(inspect(fixture.checkout, { depth: 9 }).includes(PIN), true);
      await finish(fixture);
      assert.equal(inspect(fixture.checkout, { depth: 9 }).includes(PIN), false);
    });
  }
});

describe('a payment of an earlier shopper', () => {
  it('goes on unseen', async () => {
    const fixture = await paying();
    fixture.checkout.reset();
    await fixture.placeOrder();
    assert.equal(nameOf(fixture.state), 'idle');
    assert.deepEqual([fixture.remembered, fixture.follows], [null, []]);
  });
});
