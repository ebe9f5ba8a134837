import { setViewport } from '@web/test-runner-commands';
import '../../../src/define.js';
import type { ShelfProduct } from '../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../src/stores/platform.js';
import { closeShops } from '../../../src/stores/shop.js';
import {
  anItem,
  shelfOf,
  confirm,
  TopupFixture,
  DIAMONDS,
  part,
  parts,
  PRODUCT,
  topupTag,
  fillInput,
} from '../elements/topup/topup-fixture.js';
import { anOrder, SHOPPER } from '../purchase/fake-proxy.js';
import { deepQuery, deepQueryAll, mount, until } from '../support.js';
import {
  urlAt,
  expectHarmless,
  expectShown,
  hostileTexts,
  PHONE,
  watchPage,
} from './expect-harmless.js';

let texts: readonly string[] = [];
before(async () => {
  texts = await hostileTexts(60);
});

let release: () => void;
beforeEach(async () => {
  await setViewport(PHONE);
  release = watchPage();
});
afterEach(() => {
  release();
  closePurchaseClients();
  closeShops();
  setPlatform({});
});

const textAt = (i: number): string => texts[i % texts.length] ?? '';

/** A product with hostile texts in all fields. */
const hostileProduct = (): ShelfProduct => ({
  ...DIAMONDS,
  title: textAt(1),
  fields: [
    { name: 'user_id', label: textAt(2), type: 'text', required: true },
    {
      name: 'zone_id',
      label: textAt(3),
      type: 'select',
      required: true,
      options: texts.map((label, i) => ({ value: `v${i}`, label })),
    },
  ],
  items: texts.map((name, i) =>
    anItem({ id: `i${i}`, name, group: textAt(i % 3), price: 1_000 + i }),
  ),
  note: textAt(4),
  description: textAt(5),
  instruction: textAt(6),
});

describe('hostile texts in a purchase', () => {
  it('are shown as text on the shelf', async () => {
    const counter = new TopupFixture();
    counter.shelf = shelfOf(texts);
    const element = mount(topupTag(counter));
    await until(() => parts(element, 'product').length > 0, 'the products');
    for (let i = 0; i < 20; i++) {
      const more = part(element, 'more');
      if (!more) break;
      more.click();
      await new Promise(requestAnimationFrame);
    }
    await until(() => parts(element, 'product').length === texts.length, 'all of them');
    expectShown(element, texts);
    await expectHarmless(element);
  });

  it('are shown as text in items, fields, the nickname and the confirmation', async () => {
    const counter = new TopupFixture();
    counter.setProduct(hostileProduct());
    counter.nickname = () => Promise.resolve(textAt(0));
    const element = mount(topupTag(counter, PRODUCT));
    await until(() => parts(element, 'item').length > 0, 'the amounts');
    expectShown(element, texts);
    await expectHarmless(element);
    // Headings bring the items into another order.
    parts(element, 'item')
      .find((each) => each.textContent.includes(textAt(5).trim()))
      ?.click();
    fillInput(deepQuery<HTMLInputElement>(element, '[name=user_id]')!, '12345678');
    const select = deepQuery<HTMLSelectElement>(element, '[name=zone_id]')!;
    select.value = 'v7';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => {
      counter.endWaits();
      return part(element, 'nickname')?.textContent.includes(textAt(0));
    }, 'the nickname');
    await confirm(element);
    expectShown(part(element, 'dialog')!, [textAt(5), textAt(7)]);
    await expectHarmless(element);
  });

  it('are shown as text in orders', async () => {
    const counter = new TopupFixture();
    const status = ['completed', 'awaiting_payment', 'review', 'failed'] as const;
    counter.proxy.perPage = texts.length;
    counter.proxy.orders.push(
      ...texts.map((text, i) =>
        anOrder({
          id: `ord-${i}`,
          status: status[i % status.length] ?? 'failed',
          title: text,
          name: text,
          item: text,
          message: text,
          fields: { user_id: text, [text]: text },
          voucher: text,
          invoice_url: urlAt(i),
        }),
      ),
    );
    const login = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;
    const element = mount(
      `<etalase-orders proxy="${counter.proxy.base}" ${login}></etalase-orders>`,
    );
    await until(() => deepQueryAll(element, 'button[part~=row]').length > 0, 'rows');
    expectShown(element, texts);
    await expectHarmless(element);
    for (const i of [0, 1, 5, 9, 13, 17]) {
      deepQueryAll(element, 'button[part~=row]')[i]?.click();
      await until(() => deepQuery(element, 'dialog.shown'), 'the dialog');
      await expectHarmless(element);
      part(element, 'close')?.click();
      await until(() => !deepQuery(element, 'dialog.shown'), 'it to close');
      // A dialog removes its history entry only after it has closed.
      await until(() => !JSON.stringify(history.state ?? {}).includes('etalase'), 'the way back');
    }
  });
});
