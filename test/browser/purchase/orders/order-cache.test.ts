import { expect } from 'chai';
import type { OrderChange } from '../../../../src/purchase/purchase-client.js';
import { createOrderCache } from '../../../../src/purchase/orders/order-cache.js';
import { anOrder } from '../fake-proxy.js';

const OLD = anOrder();
const NEW = anOrder({ status: 'completed', updated_at: '2025-12-31T03:04:06.000Z' });

describe('the order cache', () => {
  it('returns the newer of two versions, whichever came first', () => {
    const cache = createOrderCache();
    expect(cache.update(OLD, true)).to.equal(OLD);
    expect(cache.update(NEW, true)).to.equal(NEW);
    expect(cache.update(OLD, true)).to.equal(NEW);
  });

  it('publishes new orders and new versions, but neither old ones nor listed ones', () => {
    const cache = createOrderCache();
    const changes: (OrderChange | null)[] = [];
    cache.$orderChange.listen((change) => changes.push(change));
    cache.update(anOrder({ id: 'listed' }), false);
    cache.update(OLD, true);
    cache.update({ ...OLD }, true);
    cache.update(NEW, false);
    cache.update(OLD, true);
    expect(changes).to.deep.equal([
      { order: OLD, previous: null },
      { order: NEW, previous: OLD },
    ]);
  });
});
