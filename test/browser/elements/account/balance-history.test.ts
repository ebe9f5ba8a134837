import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { setPlatform } from '../../../../src/stores/platform.js';
import type { TestShop } from '../../support.js';
import {
  deepQuery,
  deepQueryAll,
  deepText,
  expectAccessible,
  mount,
  NEW_SHOPPER,
  openShop,
  SHOPPER,
  until,
} from '../../support.js';

const login = ({ id, token }: { id: string; token: string }) =>
  `id-user="${id}" token-user="${token}"`;

const tag = ({ token, api }: TestShop, attributes = login(SHOPPER)) =>
  `<etalase-ledger token="${token}" api="${api}" ${attributes}></etalase-ledger>`;

const rows = (element: Element) => deepQueryAll(element, '[part~=row]');
const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const wordsOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;

async function mountRows(shop: TestShop, attributes?: string): Promise<HTMLElement> {
  const element = mount(tag(shop, attributes));
  await until(() => rows(element).length > 0, 'rows');
  return element;
}

const saldoRow = {
  informasi_catatan: 'Isi saldo',
  jumlah_dana: '3423',
  tipe_jumlah: 'tambah',
  tanggal: '2023-07-27 15:17:11',
  saldo_terakhir: '12114',
  link_transaksi: '',
  catatan_saldo: '',
};

/** As `proxy/orders/transfer-tags.ts` makes them. */
const DEBIT_TAG = 'etldA1b2C3d4E5f6G7h8I9j0K1l2';
const REFUND_TAG = 'etlrA1b2C3d4E5f6G7h8I9j0K1l2';

const pointRow = {
  kategori_poin: 'Transaksi Selesai',
  jumlah_poin: '8',
  tipe_jumlah: 'tambah',
  tanggal_poin: '2023-03-28 03:57:01',
  total_poin_terakhir: '1230',
  link_transaksi: '',
};

describe('a row of the saldo history', () => {
  const cases: readonly [string, object, string, string | null][] = [
    ['money in', {}, 'amount', '+Rp3.423'],
    ['money out', { tipe_jumlah: 'kurang' }, 'amount', '\u2212Rp3.423'],
    ['money out, written loudly', { tipe_jumlah: 'KURANG' }, 'amount', '\u2212Rp3.423'],
    ['another kind of change', { tipe_jumlah: 'koreksi' }, 'amount', 'Rp3.423'],
    ['the name of a property of all objects', { tipe_jumlah: 'constructor' }, 'amount', 'Rp3.423'],
    ['what happened', {}, 'title', 'Isi saldo'],
    ['nothing said about it', { informasi_catatan: '' }, 'title', 'Saldo'],
    ['markup as text', { informasi_catatan: '<img src=x>' }, 'title', '<img src=x>'],
    ['the shop’s note', { catatan_saldo: 'Bonus' }, 'note', 'Bonus'],
    ['no note', {}, 'note', null],
    [
      'what a transfer of the proxy paid',
      { catatan_saldo: `${DEBIT_TAG} Mobile Legends 86 Diamonds` },
      'title',
      'Top up · Mobile Legends 86 Diamonds',
    ],
    [
      'no note beside it',
      { catatan_saldo: `${DEBIT_TAG} Mobile Legends 86 Diamonds` },
      'note',
      null,
    ],
    [
      'what a refund of the proxy returned',
      { catatan_saldo: `${REFUND_TAG} Saldo kembali: Free Fire 140 Diamonds` },
      'title',
      'Saldo kembali · Free Fire 140 Diamonds',
    ],
    [
      'a tag within the shop’s words',
      { informasi_catatan: `Saldo dikurangi oleh admin (${DEBIT_TAG} Pulsa 5.000)` },
      'title',
      'Top up · Pulsa 5.000',
    ],
    ['a tag alone', { catatan_saldo: DEBIT_TAG }, 'title', 'Top up'],
    ['a word that only looks like a tag', { catatan_saldo: 'etldoraemon' }, 'note', 'etldoraemon'],
    ['the saldo after it', {}, 'after', 'Saldo Rp12.114'],
    ['no saldo after it', { saldo_terakhir: '' }, 'after', null],
    ['when', {}, 'date', '27 Jul 2023, 15.17'],
    ['a date that cannot be read', { tanggal: 'kemarin' }, 'date', 'kemarin'],
    ['no date', { tanggal: null }, 'date', null],
    ['the month above', {}, 'month', 'Juli 2023'],
    ['no month', { tanggal: 'kemarin' }, 'month', null],
  ];
  for (const [what, fields, name, expected] of cases) {
    it(`shows ${what}`, async () => {
      const shop = await openShop({
        faults: [{ kind: 'rows', rows: [{ ...saldoRow, ...fields }] }],
      });
      const element = await mountRows(shop);
      expect(wordsOf(element, name)).to.equal(expected);
      expect(deepQuery(element, '[part~=row] img')).to.equal(null);
    });
  }
});

describe('a row of the point history', () => {
  const cases: readonly [string, object, string, string | null][] = [
    ['points in', {}, 'amount', '+8'],
    ['points out', { tipe_jumlah: 'kurang', jumlah_poin: 1000 }, 'amount', '\u22121.000'],
    ['the reason', {}, 'title', 'Transaksi Selesai'],
    ['the points after it', {}, 'after', '1.230 poin'],
    ['no points after it', { total_poin_terakhir: null }, 'after', null],
    ['when', {}, 'date', '28 Mar 2023, 03.57'],
  ];
  for (const [what, fields, name, expected] of cases) {
    it(`shows ${what}`, async () => {
      const shop = await openShop({
        faults: [{ kind: 'rows', rows: [{ ...pointRow, ...fields }] }],
      });
      const element = await mountRows(shop, `type="poin" ${login(SHOPPER)}`);
      expect(wordsOf(element, name)).to.equal(expected);
    });
  }
});

describe('the history', () => {
  const links: readonly [string, string | null][] = [
    ['https://toko.test/akun/?page=transaksi&nomor=1', 'A'],
    ['javascript:alert(1)', 'DIV'],
    ['', 'DIV'],
  ];
  for (const [link, expected] of links) {
    it(`makes a row with "${link}" a ${expected ?? ''}`, async () => {
      const row = { ...saldoRow, link_transaksi: link };
      const element = await mountRows(await openShop({ faults: [{ kind: 'rows', rows: [row] }] }));
      expect(rows(element)[0]?.tagName).to.equal(expected);
      expect(rows(element)[0]?.getAttribute('href')).to.equal(expected === 'A' ? link : null);
    });
  }

  const types: readonly [string, string, string][] = [
    ['', 'saldo', 'Riwayat saldo'],
    ['type="saldo"', 'saldo', 'Riwayat saldo'],
    ['type="poin"', 'poin', 'Riwayat poin'],
    ['type="lain"', 'saldo', 'Riwayat saldo'],
  ];
  for (const [type, tipe, heading] of types) {
    it(`asks for ${tipe} with ${type || 'no type'}`, async () => {
      const shop = await openShop();
      const element = await mountRows(shop, `${type} ${login(SHOPPER)}`);
      const [request] = await shop.log();
      expect(request?.query).to.include({ tipe, page: '1', total_data: '20' });
      expect(part(element, 'heading')?.textContent).to.equal(heading);
      expect(part(element, 'heading')?.tagName).to.equal('H2');
    });
  }

  it('switches to the other history with its type', async () => {
    const element = await mountRows(await openShop());
    element.setAttribute('type', 'poin');
    await until(() => wordsOf(element, 'after')?.endsWith('poin'), 'points');
  });

  it('groups rows by month and gives each a machine-readable time', async () => {
    const dates = ['2023-07-27 15:17:11', '2023-07-01 00:00:00', '2023-06-30 23:59:59'];
    const made = dates.map((tanggal) => ({ ...saldoRow, tanggal }));
    const element = await mountRows(await openShop({ faults: [{ kind: 'rows', rows: made }] }));
    const times = deepQueryAll<HTMLTimeElement>(element, 'time').map((time) => time.dateTime);
    expect(times).to.deep.equal([
      '2023-07-27T15:17+07:00',
      '2023-07-01T00:00+07:00',
      '2023-06-30T23:59+07:00',
    ]);
    const months = deepQueryAll(element, 'h3').map((month) => month.textContent);
    expect(months).to.deep.equal(['Juli 2023', 'Juni 2023']);
    expect(deepQueryAll(element, 'ul').map((list) => list.children.length)).to.deep.equal([2, 1]);
  });

  it('loads the next page only on a tap', async () => {
    const shop = await openShop();
    const element = await mountRows(shop);
    for (const count of [20, 40]) {
      expect(rows(element).length).to.equal(count);
      part(element, 'more')?.click();
      await until(() => rows(element).length > count, 'the next page');
    }
    expect(rows(element).length).to.equal(47);
    expect(part(element, 'more')).to.equal(null);
    expect((await shop.log()).map(({ query }) => query.page)).to.deep.equal(['1', '2', '3']);
  });

  it('reports a failed next page and retries it', async () => {
    const shop = await openShop({
      faults: [{ kind: 'status', status: 500, query: { page: '2' }, times: 2 }],
    });
    const element = await mountRows(shop);
    part(element, 'more')?.click();
    await until(() => deepText(element).includes('Belum bisa memuat lagi.'), 'the sentence');
    await expectAccessible(element);
    part(element, 'more')?.click();
    await until(() => rows(element).length === 40, 'the next page');
  });

  it('sends no request for a guest', async () => {
    const shop = await openShop();
    for (const type of ['saldo', 'poin']) {
      const element = mount(tag(shop, `type="${type}" id-user="{{id_user}}" token-user=""`));
      await until(() => part(element, 'login'), 'the invitation');
      expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
      expect(wordsOf(element, 'guest')).to.contain(`riwayat ${type} Anda`);
      await expectAccessible(element);
    }
    expect(await shop.log()).to.deep.equal([]);
  });

  it('shows the history after a login', async () => {
    const element = mount(tag(await openShop(), ''));
    await until(() => part(element, 'guest'), 'the invitation');
    element.setAttribute('id-user', SHOPPER.id);
    element.setAttribute('token-user', SHOPPER.token);
    await until(() => rows(element).length === 20, 'rows');
    expect(part(element, 'guest')).to.equal(null);
  });

  it('reports an ended session, with a link to log in and a retry', async () => {
    const shop = await openShop({ faults: [{ kind: 'status', status: 401, times: 1 }] });
    const element = mount(tag(shop));
    await until(() => deepText(element).includes('Sesi Anda sudah berakhir'), 'the sentence');
    expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
    await expectAccessible(element);
    part(element, 'retry')?.click();
    await until(() => rows(element).length === 20, 'rows');
  });

  it('describes a failure in one sentence and retries', async () => {
    const shop = await openShop({ faults: [{ kind: 'malformed', times: 1 }] });
    const element = mount(tag(shop));
    const retry = await until(() => part(element, 'retry'), 'the error');
    expect(part(element, 'login')).to.equal(null);
    await expectAccessible(element);
    retry.click();
    await until(() => rows(element).length === 20, 'rows');
  });

  for (const [type, text] of [
    ['saldo', 'Belum ada riwayat saldo.'],
    ['poin', 'Belum ada riwayat poin.'],
  ] as const) {
    it(`has an empty state for ${type}`, async () => {
      const element = mount(tag(await openShop(), `type="${type}" ${login(NEW_SHOPPER)}`));
      await until(() => deepText(element).includes(text), 'the sentence');
      await expectAccessible(element);
    });
  }

  it('aborts its request when removed, and starts again when reinserted', async () => {
    const shop = await openShop({ faults: [{ kind: 'hang', times: 1 }] });
    let stopped = false;
    setPlatform({
      fetch: (input, init) => {
        init?.signal?.addEventListener('abort', () => (stopped = true));
        return fetch(input, init);
      },
    });
    const element = mount(tag(shop));
    const home = element.parentElement;
    await until(async () => (await shop.log()).length === 1, 'the request');
    element.remove();
    await until(() => stopped, 'the request to stop');
    setPlatform({});
    home?.append(element);
    await until(() => rows(element).length === 20, 'rows');
  });

  for (const theme of ['light', 'dark']) {
    it(`is accessible, ${theme}`, async () => {
      const element = await mountRows(await openShop(), `theme="${theme}" ${login(SHOPPER)}`);
      await expectAccessible(element);
    });
  }

  it('never overflows its container', async () => {
    await setViewport({ width: 320, height: 640 });
    const wide = {
      ...saldoRow,
      informasi_catatan: 'panjang'.repeat(30),
      catatan_saldo: 'catatan'.repeat(30),
      jumlah_dana: 999_999_999_999,
      saldo_terakhir: 999_999_999_999,
    };
    const element = await mountRows(await openShop({ faults: [{ kind: 'rows', rows: [wide] }] }));
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    await setViewport({ width: 360, height: 740 });
  });

  it('is translated to English', async () => {
    const element = await mountRows(await openShop(), `lang="en" ${login(SHOPPER)}`);
    await until(() => wordsOf(element, 'heading') === 'Balance history', 'English');
    expect(wordsOf(element, 'date')).to.match(/^\d{1,2} \w{3,4} \d{4}, \d\d:\d\d$/);
  });
});
