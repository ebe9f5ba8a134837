import { orderList, type Order } from '../../../src/proxy/contract.js';
import { GUEST, RINA, type Scene, type Stage } from '../scene.js';
import { OPEN_ORDER } from '../topup-actions.js';

const ROW = 'etalase-orders [part~=row]';

const FIRST: Order = {
  id: '01993f0e-7c1a-7d31-9a5e-5b2f0c8d1e77',
  number: 'TU-7F3K-92QD',
  status: 'processing',
  provider: 'lapakgaming',
  product: 'ML',
  item: 'ML78_8-S2',
  fields: { user_id: '12345678', additional_id: '2001' },
  price: 22_900,
  message: null,
  reason: null,
  title: 'Mobile Legends',
  name: '86 (78 + 8) Diamonds',
  invoice_url: null,
  voucher: null,
  created_at: '2026-11-20T08:12:00Z',
  updated_at: '2026-11-20T08:12:40Z',
};

const ORDERS: readonly Order[] = (
  [
    {},
    {
      status: 'awaiting_payment',
      title: 'Roblox Gamepass',
      name: 'Roblox Gamepass',
      fields: {
        roblox_username: 'LeuwongUser',
        place_id: '123456789',
        roblox_pass_id: '987654321',
      },
      price: 348,
      invoice_url: 'https://leuwongrr.online/user/invoice/INV202611202',
    },
    {
      status: 'completed',
      title: 'Google Play Gift Card',
      name: 'Google Play IDR 20.000',
      fields: {},
      price: 20_900,
      voucher: 'PIN : 4000211-SANDBOX\tSerial : RA40002111',
    },
    { status: 'refunded', reason: 'provider_failed' },
    { status: 'refunding', reason: 'provider_failed' },
    { status: 'failed', reason: 'insufficient_balance', name: '5532 (4649 + 883) Diamonds' },
    { status: 'review', reason: 'evidence_conflicts', price: 1_315_000 },
    { status: 'placing', paid_by: 'checkout' },
    {
      status: 'review',
      paid_by: 'checkout',
      reason: 'note_unclear',
      fields: {},
      message: 'Zone ID belum jelas. Tulis lewat chat, ya.',
    },
    { status: 'refunded', paid_by: 'checkout', reason: 'provider_failed' },
  ] satisfies Partial<Order>[]
).map((more, i) => ({ ...FIRST, ...more, id: FIRST.id.replace(/7$/, String(i)) }));

async function fillOrders({ rewrite }: Stage): Promise<void> {
  await rewrite('/v1/orders*', (answer) => ({ ...orderList.parse(answer), orders: ORDERS }));
  await rewrite('/v1/orders/*', (_answer, url) => {
    const { pathname, searchParams } = new URL(url);
    return searchParams.has('wait') ? undefined : ORDERS.find(({ id }) => pathname.endsWith(id));
  });
}

const orders = (name: string, ready: string, more: Partial<Scene> = {}): Scene => ({
  name,
  body: '<etalase-orders></etalase-orders>',
  shop: `${RINA} help="https://wa.me/6281234567890"`,
  isSelling: true,
  settings: OPEN_ORDER,
  ready: `etalase-orders [part~=${ready}]`,
  ...more,
});

const open =
  (index: number) =>
  async ({ page }: Stage): Promise<void> => {
    await page.locator(ROW).nth(index).click();
    await page.locator('etalase-orders dialog[open]').waitFor();
  };

export const orderScenes: readonly Scene[] = [
  orders('orders', 'row', { prepare: fillOrders }),
  ...['open', 'invoice', 'voucher', 'refunded'].map((name, i) =>
    orders(`orders-${name}`, 'row', { prepare: fillOrders, act: open(i) }),
  ),
  ...['placing', 'review', 'refunded'].map((name, i) =>
    orders(`orders-checkout-${name}`, 'row', { prepare: fillOrders, act: open(7 + i) }),
  ),
  orders('orders-empty', 'empty'),
  orders('orders-guest', 'guest', { shop: GUEST }),
  orders('orders-error', 'error', {
    prepare: ({ page }) => page.route('**/v1/orders*', (route) => route.abort()),
  }),
  orders('orders-loading', 'skeleton', {
    prepare: ({ page }) => page.route('**/v1/orders*', () => undefined),
  }),
];
