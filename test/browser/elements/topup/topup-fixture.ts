/** The fake proxy with a shelf, and waits that a test ends by hand. */
import type {
  Catalog,
  Order,
  Shelf,
  ShelfItem,
  ShelfProduct,
} from '../../../../src/proxy/contract.js';
// At once: loading it late would count as the first test's time.
import '../../../../src/elements/topup/topup.js';
import '../../../../src/elements/topup/topup-form.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { FakeProxy, SHOPPER } from '../../purchase/fake-proxy.js';
import { createStorage } from '../../stores/store-fixture.js';
import { deepQuery, deepQueryAll, deepText, mount, until } from '../../support.js';

const NAMES = [
  'Mobile Legends',
  'Free Fire',
  'Genshin Impact',
  'Roblox',
  'PUBG Mobile',
  'Valorant',
];

export const anItem = (item: Pick<ShelfItem, 'id' | 'name' | 'price'> & Partial<ShelfItem>) => ({
  ...{ group: null, available: true, seconds: null, checkout_url: null },
  ...item,
});

export const DIAMONDS: ShelfProduct = {
  id: 'lapakgaming:ML',
  title: 'Mobile Legends',
  category: 'game',
  kind: 'game',
  image: null,
  note: null,
  description: null,
  instruction: null,
  fields: [
    { name: 'user_id', label: 'User ID', type: 'number', required: true },
    { name: 'zone_id', label: 'Zone ID', type: 'number', required: true },
  ],
  items: [
    anItem({ id: 'ML12', name: '12 Diamonds', price: 3_500 }),
    anItem({ id: 'ML86', name: '86 Diamonds', price: 21_000 }),
    anItem({ id: 'ML172', name: '172 Diamonds', price: 42_500 }),
    anItem({ id: 'ML257', name: '257 Diamonds', price: 63_000, available: false }),
    anItem({ id: 'ML706', name: '706 Diamonds', price: 168_000 }),
    anItem({ id: 'MLW', name: 'Weekly Diamond Pass', price: 29_000 }),
  ],
  read_at: '2026-01-01T00:00:00.000Z',
};

type ShelfTile = Shelf['products'][number];

export const aTile = (tile: Pick<ShelfTile, 'id' | 'title'> & Partial<ShelfTile>): ShelfTile => ({
  ...{ category: 'game', kind: 'game', image: null, note: null, aliases: [], popular: false },
  ...tile,
});

export const shelfOf = (titles: readonly string[] = NAMES): Shelf => ({
  categories: [{ code: 'game', title: 'Game' }],
  products: titles.map((title, i) =>
    aTile({ id: i === 0 ? 'lapakgaming:ML' : `lapakgaming:P${i}`, title }),
  ),
});

export class TopupFixture {
  readonly proxy = new FakeProxy();
  readonly storage = createStorage();
  shelf: Shelf = shelfOf();
  catalog: Catalog = {
    providers: [{ provider: 'lapakgaming', products: [{ code: 'ML', title: 'Mobile Legends' }] }],
  };
  product: ShelfProduct = DIAMONDS;
  /** other products by their ids */
  readonly others = new Map<string, ShelfProduct>();
  nickname: (fields: Record<string, string>) => Promise<string | null> = () =>
    Promise.resolve('RaraGG');
  /** `false` where the provider says that there is no such account. */
  foundWithoutName: false | null = null;
  /** What `GET /v1/shop-products/{id}` answers; `null` for a product that is not mapped. */
  mapping: (id: string) => Promise<object | null> = () => Promise.resolve(null);
  /** Waits that have not ended yet. */
  readonly waits: { readonly ms: number; readonly end: () => void }[] = [];

  constructor() {
    this.setProduct(this.product);
    closePurchaseClients();
    setPlatform({
      fetch: this.fetch,
      now: () => this.proxy.nowMs,
      random: () => 0,
      wait: (ms) => new Promise((end) => this.waits.push({ ms, end })),
      timeout: 1_000,
      backoff: 1,
      storage: () => this.storage,
    });
  }

  setProduct(product: ShelfProduct): void {
    this.product = product;
    this.proxy.prices = Object.fromEntries(product.items.map(({ id, price }) => [id, price]));
  }

  /** Ends every wait of at least `ms`. */
  endWaits(ms = 0): void {
    for (const wait of this.waits.splice(0)) {
      if (wait.ms >= ms) wait.end();
      else this.waits.push(wait);
    }
  }

  private readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const isFaulty = this.proxy.faults.some(
      ({ path, times }) => pathname.endsWith(path) && times !== 0,
    );
    const [, shopProduct] = /\/v1\/shop-products\/([^/]+)$/.exec(pathname) ?? [];
    const goods = isFaulty
      ? null
      : shopProduct === undefined
        ? this.goodsAt(pathname)
        : await this.mapping(shopProduct);
    if (goods) return Response.json(goods);
    const response = await this.proxy.fetch(input, init);
    if (!response.ok || !pathname.endsWith('/nicknames')) return response;
    const { fields } = JSON.parse(typeof init?.body === 'string' ? init.body : '') as {
      fields: Record<string, string>;
    };
    const name = await this.nickname(fields);
    return Response.json({ name, found: name === null ? this.foundWithoutName : true });
  };

  private goodsAt(path: string): object | null {
    if (path.endsWith('/v1/shelf')) return this.shelf;
    if (path.endsWith('/v1/catalog')) return this.catalog;
    const [, id] = /\/v1\/shelf\/([^/]+)$/.exec(path) ?? [];
    return id === undefined ? null : (this.others.get(decodeURIComponent(id)) ?? this.product);
  }
}

const LOGIN = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;

export const topupTag = ({ proxy }: TopupFixture, attributes = '', login = LOGIN) =>
  `<etalase-topup proxy="${proxy.base}" ${login} ${attributes}></etalase-topup>`;

export const part = <T extends HTMLElement = HTMLElement>(element: Element, name: string) =>
  deepQuery<T>(element, `[part~=${name}]`);
export const parts = (element: Element, name: string) => deepQueryAll(element, `[part~=${name}]`);
export const wordsOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;

export const field = (element: Element, name: string) =>
  deepQuery<HTMLInputElement>(element, `[name=${name}]`)!;

export function fillInput(box: HTMLInputElement, value: string, isDone = true): void {
  box.value = value;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  if (isDone) box.dispatchEvent(new Event('change', { bubbles: true }));
}

export const PRODUCT = 'provider="lapakgaming" product="ML"';

/** One product, with an item chosen and the account filled in. */
export async function mountFilled(fixture: TopupFixture, attributes = ''): Promise<HTMLElement> {
  const element = mount(topupTag(fixture, `${PRODUCT} ${attributes}`));
  await until(() => parts(element, 'item').length > 0, 'the amounts');
  fillIn(element);
  return element;
}

export function fillIn(element: Element): void {
  parts(element, 'item')[1]?.click();
  if (deepQuery(element, '[name=user_id]')) {
    fillInput(field(element, 'user_id'), '12345678');
    fillInput(field(element, 'zone_id'), '2001');
  }
}

/** The same, with the confirmation open and its price shown. */
export async function mountConfirm(fixture: TopupFixture, attributes = ''): Promise<HTMLElement> {
  const element = await mountFilled(fixture, attributes);
  await confirm(element);
  return element;
}

export async function confirm(element: Element): Promise<void> {
  part(element, 'next')?.click();
  await until(() => deepQuery(element, 'dialog.shown'), 'the sheet');
  await until(() => part(element, 'pay')?.getAttribute('aria-disabled') !== 'true', 'the price');
}

export const says = (element: Element, text: string) =>
  until(() => deepText(element).includes(text), `“${text}”`);
export const pay = (element: Element) => part(element, 'pay')?.click();
export const isOpen = (element: Element) => deepQuery(element, 'dialog') !== null;
/** Compares outside of an assertion, whose message would print the whole page. */
export const hasFocus = (element: Element, name: string) =>
  element.shadowRoot?.activeElement === part(element, name);
/** The sheet that paid has become the receipt of an order. */
export const ordered = (element: Element) => until(() => part(element, 'number'), 'the receipt');
/** The order is shown in place of the choice. */
export const shown = (element: Element) => until(() => part(element, 'order'), 'the order');
export const closeSheet = async (element: Element) => {
  part(element, 'close')?.click();
  await until(() => !isOpen(element), 'the sheet to close');
};
export const pinOf = (element: Element) => deepQuery<HTMLInputElement>(element, '#pin')!;

/** An open sheet has its own entry in the history. */
export const isMarked = () => JSON.stringify(history.state ?? {}).includes('etalase');

export async function goBack(): Promise<void> {
  await until(isMarked, 'the entry in the history');
  history.back();
}

export async function mountOrdered(fixture: TopupFixture): Promise<HTMLElement> {
  const element = await mountConfirm(fixture);
  pay(element);
  await ordered(element);
  await until(() => fixture.proxy.heldCount > 0, 'it to be followed');
  return element;
}

export const changeOrder = ({ proxy }: TopupFixture, parts: Partial<Order>) =>
  proxy.change(proxy.orders[0]?.id ?? '', parts);

/** Loads the page again: only the storage is left. */
export function reload(
  element: HTMLElement,
  fixture: TopupFixture,
  attributes = PRODUCT,
): HTMLElement {
  element.remove();
  closePurchaseClients();
  fixture.proxy.faults = [];
  return mount(topupTag(fixture, attributes));
}
