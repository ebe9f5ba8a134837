import type { Order, OrderStatus } from '../../../src/proxy/contract.js';
import type { Scene } from '../scene.js';
import {
  buy,
  DIAMONDS,
  GAMEPASS,
  overrideOrders,
  part,
  waitForPart,
  topupScene,
  VOUCHER,
} from '../topup-actions.js';

/** Final states of an order that take too long to reach: the proxy's answers are rewritten. */
const STATUSES: readonly [OrderStatus, Partial<Order>?][] = [
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
  ...STATUSES.map(([status, more]) =>
    topupScene(status, DIAMONDS, async (stage) => {
      await overrideOrders(stage, { status, ...more });
      await buy(stage.page, DIAMONDS);
      await waitForPart(stage.page, 'number');
    }),
  ),
  topupScene('closed', DIAMONDS, async ({ page }) => {
    await buy(page, DIAMONDS);
    await waitForPart(page, 'number');
    await part(page, 'close').click();
    await waitForPart(page, 'order');
  }),
  topupScene(
    'voucher',
    VOUCHER,
    async ({ page }) => {
      await buy(page, VOUCHER);
      await waitForPart(page, 'code');
    },
    { settings: { products: 0 } },
  ),
  topupScene('invoice', GAMEPASS, async ({ page }) => {
    await buy(page, GAMEPASS);
    await waitForPart(page, 'invoice');
  }),
];
