import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import type { Order } from '../../../../src/proxy/contract.js';
import { ORDER_REASONS, ORDER_STATUSES } from '../../../../src/proxy/contract.js';
import { closePurchaseClients } from '../../../../src/purchase/open-purchase-client.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import { anOrder, FakeProxy, SHOPPER } from '../../purchase/fake-proxy.js';
import { createStorage } from '../../stores/store-fixture.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  until,
} from '../../support.js';

const login = `id-user="${SHOPPER.id}" token-user="${SHOPPER.token}"`;
const tag = ({ base }: FakeProxy, attributes = login) =>
  `<etalase-orders proxy="${base}" ${attributes}></etalase-orders>`;

const rows = (element: Element) => deepQueryAll(element, 'button[part~=row]');
const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const textOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;

/** A proxy with these orders. No time passes between polls until `release` is called. */
function open(orders: readonly Partial<Order>[] = []) {
  const proxy = new FakeProxy();
  proxy.orders.push(...orders.map((parts, i) => anOrder({ id: `ord-${i + 1}`, ...parts })));
  const waiting: (() => void)[] = [];
  const storage = createStorage();
  closePurchaseClients();
  setPlatform({
    fetch: proxy.fetch,
    now: () => proxy.nowMs,
    random: () => 0,
    wait: () => new Promise((resolve) => waiting.push(resolve)),
    storage: () => storage,
    timeout: 1000,
  });
  const release = async () => {
    await until(() => waiting.length > 0, 'a pause');
    for (const each of waiting.splice(0)) each();
  };
  return Object.assign(proxy, { release });
}

async function mountRows(proxy: FakeProxy, attributes?: string): Promise<HTMLElement> {
  const element = mount(tag(proxy, attributes));
  await until(() => rows(element).length > 0, 'rows');
  return element;
}

async function openDetail(proxy: FakeProxy, attributes?: string): Promise<HTMLElement> {
  const element = await mountRows(proxy, attributes);
  rows(element)[0]?.click();
  const dialog = await until(() => deepQuery(element, 'dialog.shown'), 'the dialog');
  const moves = dialog
    .getAnimations({ subtree: true })
    .filter((each) => each instanceof CSSTransition);
  await Promise.all(moves.map(({ finished }) => finished.catch(() => null)));
  return element;
}

const DETAILS: readonly Partial<Order>[] = [
  ...ORDER_STATUSES.map((status) => ({ status })),
  { status: 'completed', voucher: 'PIN : 1234-5678-9012\tSerial : 998877' },
  { status: 'awaiting_payment', price: null, invoice_url: 'https://pay.test/inv/1' },
  { status: 'failed', price: null, reason: 'invoice_lapsed' },
  { status: 'failed', reason: 'insufficient_balance' },
  { status: 'refunded', reason: 'provider_refused' },
];

describe('the orders', () => {
  it('are a list under a heading, newest first', async () => {
    const element = await mountRows(open([{ name: '172 Diamonds' }, { status: 'completed' }]));
    expect(textOf(element, 'heading')).to.equal('Top up saya');
    expect(part(element, 'list')?.tagName).to.equal('UL');
    expect(textOf(element, 'title')).to.equal('172 Diamonds');
    expect(textOf(element, 'product')).to.equal('Mobile Legends · 12345678 · 1234');
    expect(textOf(element, 'price')).to.equal('Rp21.000');
    expect(
      deepQueryAll(element, '[part~=status]').map((chip) => chip.textContent.trim()),
    ).to.deep.equal(['Diterima', 'Selesai']);
    expect(part(element, 'date')?.getAttribute('datetime')).to.equal('2025-12-31T03:04:05.000Z');
    await expectAccessible(element);
  });

  it('load page by page', async () => {
    const proxy = open(Array.from({ length: 5 }, () => ({ status: 'completed' as const })));
    proxy.perPage = 2;
    const element = await mountRows(proxy);
    expect(rows(element)).to.have.length(2);
    part(element, 'more')?.click();
    await until(() => rows(element).length === 4, 'the second page');
    part(element, 'more')?.click();
    await until(() => rows(element).length === 5, 'the last page');
    expect(part(element, 'more')).to.equal(null);
  });

  it('keep the loaded rows if the next page fails', async () => {
    const proxy = open([{ status: 'completed' }, { status: 'completed' }]);
    proxy.perPage = 1;
    const element = await mountRows(proxy);
    proxy.faults = [{ path: '/v1/orders', kind: 'overloaded', times: 1 }];
    part(element, 'more')?.click();
    await until(() => deepText(element).includes('Belum bisa memuat lagi.'), 'the sentence');
    part(element, 'more')?.click();
    await until(() => rows(element).length === 2, 'the next page');
  });

  it('update live while one is open, with one event for each change', async () => {
    const proxy = open([{ status: 'processing' }]);
    const element = await mountRows(proxy);
    await mountRows(proxy);
    const statuses: string[] = [];
    const listen = ({ order }: HTMLElementEventMap['etalase-order']) => statuses.push(order.status);
    document.addEventListener('etalase-order', listen);
    proxy.change('ord-1', { status: 'completed' });
    await proxy.release();
    await until(() => textOf(element, 'status') === 'Selesai', 'the change');
    document.removeEventListener('etalase-order', listen);
    expect(statuses).to.deep.equal(['completed']);
    expect(proxy.requestCount('GET /v1/orders')).to.equal(2);
  });

  it('hold no try with a wrong PIN, from the start or later', async () => {
    const wrongPin = { status: 'failed', reason: 'wrong_pin' } as const;
    const proxy = open([
      { status: 'received' },
      { status: 'failed', reason: 'item_gone' },
      wrongPin,
    ]);
    const element = await mountRows(proxy);
    expect(rows(element)).to.have.length(2);
    proxy.change('ord-1', wrongPin);
    await proxy.release();
    await until(() => rows(element).length === 1, 'its end');
    expect(textOf(element, 'status')).to.equal('Batal');
  });

  it('stay with a notice of their age if a refresh fails', async () => {
    const proxy = open([{ status: 'processing' }]);
    const element = await mountRows(proxy);
    proxy.faults = [{ path: '/v1/orders', kind: 'internal' }];
    await proxy.release();
    await until(() => part(element, 'stale'), 'the bar');
    expect(rows(element)).to.have.length(1);
    await expectAccessible(element);
  });

  it('send no request after removal', async () => {
    const proxy = open([{ status: 'processing' }]);
    const element = await mountRows(proxy);
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await proxy.release();
    await new Promise(requestAnimationFrame);
    expect(proxy.requestCount('GET /v1/orders')).to.equal(1);
  });

  const states: readonly [string, (proxy: FakeProxy) => string, string][] = [
    ['that there are none', (proxy) => tag(proxy), 'Belum ada top up.'],
    ['to a guest, how to see them', (proxy) => tag(proxy, ''), 'Masuk dulu untuk melihat top up'],
    ['that no proxy is set', () => `<etalase-orders ${login}></etalase-orders>`, 'belum diatur'],
    [
      'that the shopper has to log in again',
      (proxy) => tag(proxy, `id-user="${SHOPPER.id}" token-user="old"`),
      'Sesi Anda sudah berakhir',
    ],
    ['it in English', (proxy) => tag(proxy, `lang="en" ${login}`), 'No top-ups yet.'],
  ];
  for (const [what, markup, words] of states) {
    it(`report ${what}`, async () => {
      const element = mount(markup(open()));
      await until(() => deepText(element).includes(words), words);
      await expectAccessible(element);
    });
  }

  it('can be retried after a failure', async () => {
    const proxy = open([{}]);
    proxy.faults = [{ path: '/v1/orders', kind: 'internal', times: 1 }];
    const element = mount(tag(proxy));
    const retry = await until(() => part(element, 'retry'), 'the error');
    await expectAccessible(element);
    retry.click();
    await until(() => rows(element).length === 1, 'the order');
  });

  it('do not shift the layout while loading', async () => {
    const waiting = open();
    waiting.faults = [{ path: '/v1/orders', kind: 'hang' }];
    const bones = mount(tag(waiting));
    const bone = await until(() => deepQuery(bones, '.row'), 'the skeleton');
    await expectAccessible(bones);
    const { offsetHeight, offsetTop } = bone;
    bones.parentElement?.remove();
    const element = await mountRows(open([{}]));
    expect([rows(element)[0]?.offsetTop, rows(element)[0]?.offsetHeight]).to.deep.equal([
      offsetTop,
      offsetHeight,
    ]);
  });

  it('never overflow their container', async () => {
    await setViewport({ width: 320, height: 640 });
    const long = 'panjang'.repeat(30);
    const wide = { name: long, title: long, fields: { id: long }, voucher: long, price: 1e11 };
    const element = await openDetail(open([{ ...wide, status: 'completed' }]));
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    const scroller = deepQuery(element, '.scroller');
    expect(scroller?.scrollWidth).to.be.at.most(scroller?.clientWidth ?? 0);
    await setViewport({ width: 360, height: 740 });
  });
});

describe('one order', () => {
  for (const lang of ['id', 'en']) {
    it(`shows all its details accessibly in ${lang}`, async () => {
      for (const parts of DETAILS) {
        const element = await openDetail(open([parts]), `lang="${lang}" ${login}`);
        const what = JSON.stringify(parts);
        await until(() => textOf(element, 'sentence'), what);
        expect(
          deepQueryAll(element, 'dd').every((fact) => fact.textContent.trim() !== ''),
        ).to.equal(true);
        await expectAccessible(element);
        element.parentElement?.remove();
      }
    }).timeout(20_000);
  }

  const steps: readonly [Partial<Order>, readonly string[]][] = [
    [{ status: 'received' }, ['now', 'next', 'next']],
    [{ status: 'paying' }, ['now', 'next', 'next']],
    [{ status: 'placing' }, ['done', 'now', 'next']],
    [{ status: 'processing' }, ['done', 'done', 'now']],
    [{ status: 'completed' }, ['done', 'done', 'done']],
    [{ status: 'refunding' }, ['done', 'bad', 'now']],
    [{ status: 'refunded' }, ['done', 'bad', 'done']],
    [{ status: 'failed' }, []],
    [{ status: 'review' }, []],
    [{ status: 'received', price: null }, ['now', 'next', 'next']],
    [{ status: 'placing', price: null }, ['now', 'next', 'next']],
    [{ status: 'awaiting_payment', price: null }, ['done', 'now', 'next']],
    [{ status: 'completed', price: null }, ['done', 'done', 'done']],
  ];
  for (const [parts, expected] of steps) {
    it(`shows ${JSON.stringify(parts)} as ${expected.join(', ') || 'no steps'}`, async () => {
      const element = await openDetail(open([parts]));
      const shown = deepQueryAll(element, '[part~=step]').map(({ classList }) => classList[1]);
      expect(shown).to.deep.equal(expected);
    });
  }

  it('is followed while its dialog is open', async () => {
    const proxy = open([{ status: 'paying' }]);
    const element = await openDetail(proxy);
    await until(() => proxy.heldCount === 1, 'an answer held back');
    proxy.change('ord-1', { status: 'completed', voucher: 'ABCD-1234' });
    await until(() => textOf(element, 'code') === 'ABCD-1234', 'the voucher');
    expect(textOf(element, 'status')).to.equal('Selesai');
    expect(textOf(element, 'sentence')).to.equal('Pesanan selesai. Terima kasih!');
  });

  it('reports a failed status update and keeps following', async () => {
    const proxy = open([{ status: 'paying' }]);
    proxy.faults = [{ path: '/v1/orders/ord-1', kind: 'offline', times: 1 }];
    const element = await openDetail(proxy);
    await until(() => part(element, 'trouble'), 'the sentence');
    await expectAccessible(element);
    await proxy.release();
    await until(() => !part(element, 'trouble'), 'the recovery');
  });

  it('is no longer followed after its dialog closes', async () => {
    const proxy = open([{ status: 'paying' }]);
    const element = await openDetail(proxy);
    await until(() => proxy.heldCount === 1, 'an answer held back');
    part(element, 'close')?.click();
    await until(() => !deepQuery(element, 'dialog') && proxy.heldCount === 0, 'the end');
  });

  it('copies its voucher and confirms it', async () => {
    const element = await openDetail(open([{ status: 'completed', voucher: 'ABCD-1234' }]));
    part(element, 'copy')?.click();
    await until(() => /Disalin|Belum bisa disalin/.test(textOf(element, 'copy') ?? ''), 'the word');
    await expectAccessible(element);
  });

  const invoices: readonly [string | null, string | null][] = [
    ['https://pay.test/inv/1?a=b', 'https://pay.test/inv/1?a=b'],
    ['javascript:alert(1)', null],
    [null, null],
  ];
  for (const [url, expected] of invoices) {
    it(`links the invoice ${url ?? 'null'} as ${expected ?? 'nothing'}`, async () => {
      const order = { status: 'awaiting_payment', price: null, invoice_url: url } as const;
      const link = part(await openDetail(open([order])), 'invoice');
      expect(link?.getAttribute('href') ?? null).to.equal(expected);
    });
  }

  it('explains each reason without showing its code', async () => {
    for (const reason of ORDER_REASONS.filter((each) => each !== 'wrong_pin')) {
      const element = await openDetail(open([{ status: 'failed', reason, message: 'raw' }]));
      expect(deepText(element)).not.to.contain(reason);
      element.parentElement?.remove();
    }
  }).timeout(20_000);
});
