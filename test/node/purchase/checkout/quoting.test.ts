/** From a purchase request to a price that the shopper has agreed to. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renewalDelayMs } from '../../../../src/purchase/checkout/quote-renewal.js';
import { CheckoutFixture, fail, NOW_MS, PIN, PRICE, REQUEST } from './checkout-fixture.js';

const iso = (ms: number) => new Date(ms).toISOString();

async function ready(): Promise<CheckoutFixture> {
  const fixture = new CheckoutFixture();
  await fixture.becomeReady();
  return fixture;
}

describe('a quote', () => {
  it('at the shown price is ready to be bought', async () => {
    const { state } = await ready();
    assert.equal(state.status === 'ready' && state.quote.price, PRICE);
  });

  it('at another price needs an agreement, and is then the shown price', async () => {
    const fixture = new CheckoutFixture();
    await fixture.open();
    await fixture.answerQuote(22_000);
    assert.equal(fixture.state.status === 'price_changed' && fixture.state.previousPrice, PRICE);
    fixture.checkout.agree();
    assert.equal(fixture.state.status, 'ready');
    await fixture.endWait();
    await fixture.answerQuote(22_000);
    assert.equal(fixture.state.status, 'ready');
  });

  it('without a price, for an invoice, is ready where none was shown', async () => {
    const fixture = new CheckoutFixture();
    await fixture.attach();
    fixture.checkout.open({ ...REQUEST, item: { ...REQUEST.item, price: null } });
    await fixture.answerQuote(null);
    assert.equal(fixture.state.status, 'ready');
  });

  it('refused for its fields closes the sheet and names them', async () => {
    const fixture = new CheckoutFixture();
    await fixture.open();
    const errors = [{ field: 'user_id', fault: 'not_a_number' }] as const;
    await fixture.quotes.answer(fail('invalid_fields', { errors }));
    assert.deepEqual(fixture.state, { status: 'idle', fieldErrors: errors, pinFailure: null });
  });

  it('that failed can be retried, and a changed price is still noticed', async () => {
    const fixture = new CheckoutFixture();
    await fixture.open();
    await fixture.quotes.answer(fail('offline'));
    assert.equal(fixture.state.status === 'failed' && fixture.state.code, 'offline');
    fixture.checkout.retry();
    await fixture.answerQuote(22_000);
    assert.equal(fixture.state.status, 'price_changed');
  });

  it('of a closed sheet is aborted and ignored', async () => {
    const fixture = new CheckoutFixture();
    await fixture.open();
    fixture.checkout.closeSheet();
    assert.equal(fixture.quotes.last.signal.aborted, true);
    await fixture.answerQuote();
    assert.equal(fixture.state.status, 'idle');
  });

  it('of an earlier request is ignored', async () => {
    const fixture = new CheckoutFixture();
    await fixture.open();
    fixture.checkout.open({ ...REQUEST, item: { ...REQUEST.item, id: 'ML12', price: 3_500 } });
    await fixture.answerQuote();
    assert.equal(fixture.state.status, 'quoting');
    await fixture.answerQuote(3_500);
    assert.equal(fixture.state.status, 'ready');
  });
});

describe('the renewal of a quote', () => {
  const delays = [
    ['10 s before it expires', iso(NOW_MS + 200_000), 190_000],
    ['after a minute at the earliest', iso(NOW_MS + 5_000), 60_000],
    ['after a minute by a clock that is far ahead', iso(NOW_MS - 86_400_000), 60_000],
    ['before the proxy’s limit by a clock that is far behind', iso(NOW_MS + 86_400_000), 290_000],
    ['after a minute when its end cannot be read', 'tomorrow', 60_000],
  ] as const;
  for (const [when, expiresAt, expected] of delays) {
    it(`comes ${when}`, () => assert.equal(renewalDelayMs(expiresAt, NOW_MS), expected));
  }

  it('keeps the old quote until the answer, and goes on', async () => {
    const fixture = await ready();
    const { state } = fixture;
    assert.equal(await fixture.endWait(), 290_000);
    assert.equal(fixture.state, state);
    await fixture.answerQuote();
    assert.equal(fixture.state.status === 'ready' && fixture.state.quote.quote, 'quote-2');
    await fixture.endWait();
    assert.equal(fixture.quotes.all.length, 3);
  });

  const answers = [
    ['another price', 22_000, 'price_changed'],
    ['the same price', PRICE, 'ready'],
  ] as const;
  for (const [what, price, status] of answers) {
    it(`with ${what} leads to ${status}`, async () => {
      const fixture = await ready();
      await fixture.endWait();
      await fixture.answerQuote(price);
      assert.equal(fixture.state.status, status);
    });
  }

  it('that fails is shown', async () => {
    const fixture = await ready();
    await fixture.endWait();
    await fixture.quotes.answer(fail('item_unavailable'));
    assert.equal(fixture.state.status, 'failed');
  });

  it('back at the shown price needs no agreement', async () => {
    const fixture = await ready();
    await fixture.endWait();
    await fixture.answerQuote(22_000);
    await fixture.endWait();
    await fixture.answerQuote(PRICE);
    assert.equal(fixture.state.status, 'ready');
  });

  it('is aborted by a payment, which buys the price that is shown', async () => {
    const fixture = await ready();
    await fixture.endWait();
    fixture.checkout.pay(PIN);
    assert.equal(fixture.quotes.last.signal.aborted, true);
    await fixture.answerQuote(22_000);
    assert.equal(fixture.state.status, 'paying');
    assert.equal(fixture.payments.last.intent.quote, 'quote-1');
  });

  it('ends with the sheet', async () => {
    const fixture = await ready();
    fixture.checkout.closeSheet();
    await fixture.endWait();
    assert.equal(fixture.quotes.all.length, 1);
  });
});
