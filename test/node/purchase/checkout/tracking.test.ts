/** After the order: of this page, or of an earlier one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Order } from '../../../../src/proxy/contract.js';
import type { PinFailure } from '../../../../src/purchase/checkout/state.js';
import { CheckoutFixture, fail, nameOf, ORDER, REQUEST } from './checkout-fixture.js';

async function tracking(order = ORDER): Promise<CheckoutFixture> {
  const fixture = new CheckoutFixture();
  await fixture.track(order);
  return fixture;
}

function lookingUp(): CheckoutFixture {
  const fixture = new CheckoutFixture();
  fixture.checkout.resume();
  return fixture;
}

const found = { ok: true, value: ORDER } as const;

describe('a tracked order', () => {
  it('shows every change, and a failure beside the last one', async () => {
    const fixture = await tracking();
    const processing: Order = { ...ORDER, status: 'processing' };
    const shown = () =>
      fixture.state.status === 'tracking' && [fixture.state.order, fixture.state.problem];
    fixture.tell({ ok: true, value: processing });
    assert.deepEqual(shown(), [processing, null]);
    fixture.tell(fail('offline'));
    assert.deepEqual(shown(), [processing, 'offline']);
    fixture.tell({ ok: true, value: processing });
    assert.deepEqual(shown(), [processing, null]);
  });

  it('keeps the sheet that paid open through every change', async () => {
    const fixture = new CheckoutFixture();
    await fixture.showReceipt();
    for (const status of ['paying', 'processing', 'completed'] as const) {
      fixture.tell({ ok: true, value: { ...ORDER, status } });
      assert.equal(nameOf(fixture.state), 'receipt');
    }
    fixture.checkout.closeSheet();
    assert.deepEqual([nameOf(fixture.state), fixture.remembered?.id], ['tracking', ORDER.id]);
  });

  it('is followed no more once it was dismissed, and forgotten', async () => {
    const fixture = await tracking();
    fixture.checkout.dismiss();
    assert.equal(fixture.follows[0]?.signal.aborted, true);
    assert.equal(fixture.remembered, null);
    fixture.tell(found);
    assert.equal(nameOf(fixture.state), 'idle');
  });

  it('is followed no more after the element left, and remembered', async () => {
    const fixture = await tracking();
    fixture.checkout.detach();
    assert.equal(fixture.follows[0]?.signal.aborted, true);
    assert.equal(fixture.remembered?.id, ORDER.id);
  });

  it('that the proxy does not know is forgotten', () => {
    const fixture = new CheckoutFixture();
    fixture.remembered = ORDER;
    fixture.checkout.resume();
    fixture.tell(fail('unknown_order'));
    assert.deepEqual([nameOf(fixture.state), fixture.remembered], ['idle', null]);
  });

  it('of an earlier page can be read again after a failure', () => {
    const fixture = new CheckoutFixture();
    fixture.remembered = ORDER;
    fixture.checkout.resume();
    fixture.tell(fail('unauthorized'));
    assert.equal(fixture.state.status === 'tracking' && fixture.state.problem, 'unauthorized');
    fixture.checkout.retry();
    assert.equal(fixture.follows.length, 2);
    fixture.tell(found);
    assert.equal(nameOf(fixture.state), 'tracking');
    assert.equal(fixture.lookups.all.length, 0);
  });

  it('of an earlier page is not shown where something else is sold', () => {
    const fixture = new CheckoutFixture();
    fixture.remembered = ORDER;
    fixture.isSoldHere = false;
    fixture.checkout.resume();
    assert.deepEqual([nameOf(fixture.state), fixture.lookups.all.length], ['idle', 1]);
  });
});

describe('an order that failed', () => {
  const failures: readonly (readonly [
    Order['status'],
    Order['reason'],
    boolean,
    PinFailure | null,
  ])[] = [
    ['failed', 'wrong_pin', true, 'wrong_pin'],
    ['failed', 'pin_lost', true, 'pin_lost'],
    ['failed', 'wrong_pin', false, null],
    ['failed', 'account_refused', true, null],
    ['completed', null, true, null],
  ];
  for (const [status, reason, isSoldHere, expected] of failures) {
    const name = `${status} ${reason ?? ''} ${isSoldHere ? '' : 'elsewhere '}`.trim();
    it(`(${name}) ${expected ? 'asks' : 'does not ask'} the next checkout for the PIN`, async () => {
      const fixture = await tracking({ ...ORDER, status, reason });
      fixture.isSoldHere = isSoldHere;
      fixture.checkout.dismiss();
      assert.equal(fixture.checkout.pinFailure, expected);
      fixture.checkout.open(REQUEST);
      fixture.checkout.closeSheet();
      fixture.checkout.open(REQUEST);
      assert.equal(fixture.checkout.pinFailure, expected);
    });
  }

  it('for its PIN is forgotten with the next order', async () => {
    const fixture = await tracking({ ...ORDER, status: 'failed', reason: 'wrong_pin' });
    fixture.checkout.dismiss();
    fixture.checkout.open(REQUEST);
    await fixture.answerQuote();
    fixture.checkout.pay('402938');
    await fixture.placeOrder({ ...ORDER, id: 'ord-2' });
    fixture.checkout.dismiss();
    assert.equal(fixture.checkout.pinFailure, null);
  });
});

describe('an order whose PIN fails while its sheet is open', () => {
  for (const reason of ['wrong_pin', 'pin_lost'] as const) {
    const failed: Order = { ...ORDER, status: 'failed', reason };
    const moments: Readonly<Record<string, (fixture: CheckoutFixture) => Promise<void> | void>> = {
      'at once': (fixture) => fixture.placeOrder(failed),
      later: async (fixture) => {
        await fixture.placeOrder();
        fixture.tell({ ok: true, value: failed });
      },
    };
    for (const [moment, happen] of Object.entries(moments)) {
      it(`(${reason}, ${moment}) is the same purchase: the sheet asks for the PIN again`, async () => {
        const fixture = new CheckoutFixture();
        await fixture.pay('111111');
        await happen(fixture);
        assert.deepEqual([nameOf(fixture.state), fixture.remembered], ['quoting', null]);
        assert.equal(fixture.checkout.isSheetOpen, true);
        await fixture.answerQuote();
        assert.equal(fixture.state.status === 'ready' && fixture.state.pinFailure, reason);
        fixture.checkout.pay('402938');
        assert.equal(fixture.payments.last.pin, '402938');
        await fixture.placeOrder({ ...ORDER, id: 'ord-2' });
        assert.deepEqual([nameOf(fixture.state), fixture.remembered?.id], ['receipt', 'ord-2']);
      });
    }
  }

  it('for another reason becomes a receipt', async () => {
    const fixture = new CheckoutFixture();
    await fixture.showReceipt();
    fixture.tell({ ok: true, value: { ...ORDER, status: 'failed', reason: 'item_gone' } });
    assert.equal(nameOf(fixture.state), 'receipt');
  });
});

describe('the look-up of stored intents', () => {
  it('shows nothing until the first answer, and nothing if none is stored', async () => {
    const fixture = lookingUp();
    assert.equal(nameOf(fixture.state), 'idle');
    await fixture.lookups.answer(null);
    assert.deepEqual([nameOf(fixture.state), fixture.states], ['idle', []]);
  });

  it('finds the order, which is then remembered and followed', async () => {
    const fixture = lookingUp();
    await fixture.lookups.answer(found);
    assert.equal(nameOf(fixture.state), 'tracking');
    assert.deepEqual([fixture.remembered?.id, fixture.follows.length], [ORDER.id, 1]);
  });

  it('says when no order was placed', async () => {
    const fixture = lookingUp();
    await fixture.lookups.answer(fail('unknown_order', { retryAfterMs: 100 }));
    assert.equal(nameOf(fixture.state), 'looking up');
    assert.equal(await fixture.endWait(), 100);
    await fixture.lookups.answer(fail('unknown_order'));
    assert.equal(nameOf(fixture.state), 'lost');
  });

  it('goes on through failures, with pauses that grow from 1 s to 30 s, at most doubled', async () => {
    const fixture = lookingUp();
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      await fixture.lookups.answer(fail('offline'));
      const pauseMs = await fixture.endWait();
      assert.ok(pauseMs >= seconds * 1_000 && pauseMs <= seconds * 2_000, `${pauseMs} ms`);
    }
    await fixture.lookups.answer(found);
    assert.equal(nameOf(fixture.state), 'tracking');
  });

  it('ends when another tab has settled the intent', async () => {
    const fixture = lookingUp();
    await fixture.lookups.answer(fail('offline'));
    await fixture.endWait();
    await fixture.lookups.answer(null);
    assert.equal(nameOf(fixture.state), 'idle');
  });

  for (const command of ['dismiss', 'detach', 'reset'] as const) {
    it(`ends with ${command}`, async () => {
      const fixture = lookingUp();
      await fixture.lookups.answer(fail('offline'));
      fixture.checkout[command]();
      await fixture.endWait();
      assert.deepEqual([nameOf(fixture.state), fixture.lookups.all.length], ['idle', 1]);
    });
  }

  it('rests while a sheet is open, and goes on when it is closed', async () => {
    const fixture = lookingUp();
    fixture.checkout.open(REQUEST);
    await fixture.lookups.answer(found);
    assert.equal(nameOf(fixture.state), 'quoting');
    fixture.checkout.closeSheet();
    await fixture.lookups.answer(found);
    assert.equal(nameOf(fixture.state), 'tracking');
  });

  it('does not begin again after a purchase, or once it was dismissed', async () => {
    const bought = lookingUp();
    bought.checkout.open(REQUEST);
    await bought.answerQuote();
    bought.checkout.pay(null);
    await bought.placeOrder();
    bought.checkout.dismiss();
    assert.equal(bought.lookups.all.length, 1);

    const dismissed = lookingUp();
    await dismissed.lookups.answer(fail('offline'));
    dismissed.checkout.dismiss();
    dismissed.checkout.open(REQUEST);
    dismissed.checkout.closeSheet();
    assert.equal(dismissed.lookups.all.length, 1);
  });
});
