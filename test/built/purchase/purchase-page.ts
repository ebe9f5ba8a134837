/** The products of a scene, and the actions of a shopper on its page. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { BookedTotals, ProviderName, Scene } from './purchase-scene.js';

export interface Purchase {
  readonly provider: ProviderName;
  /** attributes of the element that opens this product directly */
  readonly topup: string;
  readonly tile: string;
  readonly item: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const DIAMONDS = {
  provider: 'lapakgaming',
  topup: 'provider="lapakgaming" product="ML"',
  tile: 'Mobile Legends',
  item: '86 (78 + 8) Diamonds',
  fields: { 'User ID': '12345678', 'Zone ID': '2001' },
} as const;
export const PRICE = 22_900;
export const CODE = 'ML78_8-S2';

export const PULSA = {
  provider: 'snapcart',
  topup: 'provider="snapcart" product="pulsa:TELKOMSEL"',
  tile: 'Pulsa Telkomsel',
  item: 'Pulsa Telkomsel 10.000',
  fields: { 'Nomor telepon': '081234567890' },
} as const;

export const GAMEPASS = {
  provider: 'leuwongrr',
  topup: 'provider="leuwongrr" product="gamepass"',
  tile: 'Roblox Gamepass',
  item: 'Roblox Gamepass',
  fields: { 'Username Roblox': 'LeuwongUser', 'Place ID': '123456789', 'Gamepass ID': '987654321' },
} as const;

export const VOUCHER = {
  provider: 'lapakgaming',
  topup: 'provider="lapakgaming" product="VCGS"',
  tile: 'Google Play Gift Card',
  item: 'Google Play IDR 20.000',
  fields: {},
} as const;

export const topupElement = (page: Page) => page.locator('etalase-topup');
export const part = (page: Page, name: string) => topupElement(page).locator(`[part~="${name}"]`);
export const orders = (page: Page) => page.locator('etalase-orders');
export const sentence = (page: Page, text: string) =>
  part(page, 'sentence').getByText(text).waitFor();
export const rows = (page: Page, status: string) =>
  orders(page).locator('[part~=status]').getByText(status, { exact: true });
export const saldo = (page: Page, text: string) =>
  page.locator('etalase-balance [part~=saldo]').getByText(text, { exact: true }).waitFor();

/** Fills in the form and goes on. */
export async function fillForm(page: Page, { item, fields }: Purchase): Promise<void> {
  await part(page, 'item').getByText(item, { exact: true }).first().click();
  for (const [label, value] of Object.entries(fields)) {
    await topupElement(page).getByLabel(label).fill(value);
  }
  await part(page, 'next').click();
}

/** The same, and waits for the confirmation. */
export async function fillIn(page: Page, purchase: Purchase = DIAMONDS): Promise<void> {
  await fillForm(page, purchase);
  await part(page, 'pay').or(part(page, 'topped-up')).waitFor();
}

/** Presses the button once it has this text. */
export const press = (page: Page, text: string) => part(page, 'pay').getByText(text).click();

export async function buy(
  page: Page,
  purchase: Purchase = DIAMONDS,
  price = 'Rp22.900',
): Promise<void> {
  await fillIn(page, purchase);
  await press(page, `Bayar ${price}`);
}

export const ONE_ORDER: BookedTotals = { changes: [-PRICE], orders: { lapakgaming: 1 } };
export const REFUNDED: BookedTotals = { changes: [-PRICE, PRICE], orders: { lapakgaming: 1 } };
export const NO_ORDERS: BookedTotals = { changes: [], orders: {} };

export async function expectEnd(
  { bookedTotals }: Scene,
  page: Page,
  text: string,
  expected: BookedTotals,
): Promise<void> {
  await sentence(page, text);
  assert.deepEqual(await bookedTotals(), expected);
}

export const COMPLETED_TEXT = 'Pesanan selesai. Terima kasih!';
export const REFUNDED_TEXT = 'Pesanan gagal. Saldo Anda sudah dikembalikan.';
export const FAILED_TEXT = 'Pesanan batal. Saldo Anda tidak dipotong.';

/** Lets the proxy's shelf become stale, and waits until it has the current price. */
export async function renewCatalog(
  { proxy, site, advanceClock }: Scene,
  page: Page,
  price: number,
) {
  advanceClock(61_000);
  const address = `${proxy}/v1/shelf/lapakgaming:ML`;
  for (;;) {
    const answer = await page.request.get(address, { headers: { Origin: site } });
    if ((await answer.text()).includes(`"price":${price}`)) return;
  }
}
