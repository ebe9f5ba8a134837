import type { Order, OrderStatus } from '../../../src/proxy/contract.js';
import type { Scene } from '../scene.js';
import { buy, DIAMONDS, GAMEPASS, pretend, see, topup, VOUCHER } from '../shopping.js';

/** Ways of an order that a picture cannot wait for: the proxy's answers are changed. */
const WAYS: readonly [OrderStatus, Partial<Order>?][] = [
  ['received'],
  ['paying'],
  ['placing'],
  ['processing'],
  ['completed'],
  ['refunding', { reason: 'provider_failed' }],
  ['refunded', { reason: 'provider_failed' }],
  ['failed', { reason: 'insufficient_balance' }],
  ['review', { reason: 'evidence_conflicts' }],
];

export const topupEndScenes: readonly Scene[] = [
  ...WAYS.map(([status, more]) =>
    topup(status, DIAMONDS, async (stage) => {
      await pretend(stage, { status, ...more });
      await buy(stage.page, DIAMONDS);
      await see(stage.page, 'progress');
    }),
  ),
  topup(
    'voucher',
    VOUCHER,
    async ({ page }) => {
      await buy(page, VOUCHER);
      await see(page, 'code');
    },
    { settings: { products: 0 } },
  ),
  topup('invoice', GAMEPASS, async ({ page }) => {
    await buy(page, GAMEPASS);
    await see(page, 'invoice');
  }),
];
