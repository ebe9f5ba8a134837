/** What a shopper does in a top-up, and what is made of the proxy's answers for the picture. */
import type { Locator, Page } from 'playwright-core';
import { order, orderList, type Order } from '../../src/proxy/contract.js';
import type { Scene, Stage } from './scene.js';

export interface Goods {
  /** Attributes of `<etalase-topup>`. */
  readonly topup: string;
  readonly item: string;
  /** By their labels. */
  readonly fields: Readonly<Record<string, string>>;
}

export const DIAMONDS: Goods = {
  topup: 'provider="lapakgaming" product="ML"',
  item: '86 (78 + 8) Diamonds',
  fields: { 'User ID': '12345678', 'Zone ID': '2001' },
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

/** An order that stays open, unless the scene ends it. */
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

/** Up to the sheet, with a price. */
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

/** Every order that the proxy speaks of is changed so. */
export async function overrideOrders({ rewrite }: Stage, change: Partial<Order>): Promise<void> {
  await rewrite('/v1/orders/*', (answer) => ({ ...order.parse(answer), ...change }));
  await rewrite('/v1/orders', (answer) => {
    const one = order.safeParse(answer);
    if (one.success) return { ...one.data, ...change };
    const list = orderList.parse(answer);
    return { ...list, orders: list.orders.map((each) => ({ ...each, ...change })) };
  });
}

/** A page with the top-up of some goods. */
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
  ready: 'etalase-topup [part~=item]',
  act,
  ...more,
});
