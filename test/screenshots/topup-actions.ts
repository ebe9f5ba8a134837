/** Actions of a shopper in a top-up, and rewrites of the proxy's answers. */
import type { Locator, Page } from 'playwright-core';
import { order, orderList, type Order } from '../../src/proxy/contract.js';
import { RINA, type Scene, type Stage } from './scene.js';

export interface Goods {
  /** attributes of `<etalase-topup>` */
  readonly topup: string;
  readonly item: string;
  /** values by the fields' labels */
  readonly fields: Readonly<Record<string, string>>;
}

export const DIAMONDS: Goods = {
  topup: 'provider="lapakgaming" product="ML"',
  item: '86 (78 + 8) Diamonds',
  fields: { 'User ID': '12345678', 'Zone ID': '2001' },
};

export const PULSA: Goods = {
  topup: 'provider="snapcart" product="pulsa:TELKOMSEL"',
  item: 'Pulsa Telkomsel 10.000',
  fields: { 'Nomor telepon': '081234567890' },
};

export const VOUCHER: Goods = {
  topup: 'provider="lapakgaming" product="VCGS"',
  item: 'Google Play IDR 20.000',
  fields: {},
};

export const GAMEPASS: Goods = {
  topup: 'provider="leuwongrr" product="gamepass"',
  item: 'Roblox Gamepass',
  fields: { 'Username Roblox': 'LeuwongUser', 'Place ID': '123456789', 'Gamepass ID': '987654321' },
};

/** Places an order that stays open until the scene ends it. */
export const OPEN_ORDER = { products: 0, settleMs: null } as const;

export const part = (page: Page, name: string): Locator =>
  page.locator(`etalase-topup [part~="${name}"]`);

export const waitForPart = (page: Page, name: string): Promise<void> =>
  part(page, name).first().waitFor();

export async function fillFields(page: Page, fields: Goods['fields']): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await page.locator('etalase-topup').getByLabel(label).fill(value);
  }
}

export async function chooseItem(page: Page, { item }: Goods): Promise<void> {
  await part(page, 'item').getByText(item, { exact: true }).first().click();
}

/** Fills in the form and waits for the confirmation with a price. */
export async function confirm(page: Page, goods: Goods): Promise<void> {
  await chooseItem(page, goods);
  await fillFields(page, goods.fields);
  await part(page, 'next').click();
  await part(page, 'pay')
    .or(part(page, 'topup'))
    .filter({ hasNotText: 'Memuat' })
    .first()
    .waitFor();
}

export async function buy(page: Page, goods: Goods): Promise<void> {
  await confirm(page, goods);
  await part(page, 'pay').click();
}

/** Applies these changes to every order in the proxy's answers. */
export async function overrideOrders({ rewrite }: Stage, change: Partial<Order>): Promise<void> {
  await rewrite('/v1/orders/*', (answer) => ({ ...order.parse(answer), ...change }));
  await rewrite('/v1/orders', (answer) => {
    const one = order.safeParse(answer);
    if (one.success) return { ...one.data, ...change };
    const list = orderList.parse(answer);
    return { ...list, orders: list.orders.map((each) => ({ ...each, ...change })) };
  });
}

/** A page that sells one product. */
export const topupScene = (
  name: string,
  goods: Goods,
  act: (stage: Stage) => Promise<unknown>,
  more: Partial<Scene> = {},
): Scene => ({
  name: `topup-${name}`,
  body: `<etalase-topup ${goods.topup}></etalase-topup>`,
  isSelling: true,
  settings: OPEN_ORDER,
  shop: `${RINA} help="https://wa.me/6281234567890"`,
  ready: 'etalase-topup [part~=item]',
  act,
  ...more,
});
