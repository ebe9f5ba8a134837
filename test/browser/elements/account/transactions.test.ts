import { setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
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
  `<etalase-transactions token="${token}" api="${api}" ${attributes}></etalase-transactions>`;

const rows = (element: Element) => deepQueryAll(element, '[part~=row]');
const part = (element: Element, name: string) => deepQuery(element, `[part~=${name}]`);
const wordsOf = (element: Element, name: string) =>
  part(element, name)?.textContent.replace(/\s+/g, ' ').trim() ?? null;
const statuses = (element: Element) =>
  deepQueryAll(element, '[part~=status]').map((chip) => chip.textContent.trim());

async function mountRows(shop: TestShop, attributes?: string): Promise<HTMLElement> {
  const element = mount(tag(shop, attributes));
  await until(() => rows(element).length > 0, 'rows');
  return element;
}

const withRow = (fields: object) =>
  openShop({
    faults: [
      {
        kind: 'rows',
        rows: [
          {
            nomor_pembayaran: '875169634',
            status_bayar: 'lunas',
            status_pengiriman: 'selesai',
            tanggal: '2023-07-27 15:17:11',
            nama_barang: 'Pulsa 50.000',
            url_gambar_produk: '',
            link_transaksi: 'https://toko.test/akun/?page=transaksi&nomor=875169634',
            ...fields,
          },
        ],
      },
    ],
  });

describe('a transaction', () => {
  const cases: readonly [string, object, string, string | null][] = [
    ['what was bought', {}, 'title', 'Pulsa 50.000'],
    ['markup as text', { nama_barang: '<b onclick=x>' }, 'title', '<b onclick=x>'],
    ['its number', {}, 'number', 'No. 875169634'],
    ['its number in the place of a name', { nama_barang: '' }, 'title', 'No. 875169634'],
    ['its number once', { nama_barang: '' }, 'number', null],
    ['when', {}, 'date', '27 Jul 2023, 15.17'],
    ['a date that cannot be read', { tanggal: 'kemarin' }, 'date', 'kemarin'],
    ['no date', { tanggal: '' }, 'date', null],
  ];
  for (const [what, fields, name, expected] of cases) {
    it(`shows ${what}`, async () => {
      const element = await mountRows(await withRow(fields));
      expect(wordsOf(element, name)).to.equal(expected);
    });
  }

  const chips: readonly [string, string | null, readonly string[]][] = [
    ['lunas', 'selesai', ['Lunas', 'Selesai']],
    ['di batalkan', 'di batalkan', ['Dibatalkan']],
    ['Di Batalkan', 'dibatalkan', ['Dibatalkan']],
    ['pending', '', ['Belum dibayar']],
    ['Pending', 'belum_diproses', ['Belum dibayar', 'Belum diproses']],
    ['lunas', 'dikirim', ['Lunas', 'Dikirim']],
    ['dipesan lewat WA', '', ['Dipesan lewat WA']],
    ['', 'diproses', ['Diproses']],
    ['', null, []],
  ];
  for (const [payment, delivery, expected] of chips) {
    it(`shows "${payment}" and "${delivery ?? 'nothing'}" as ${expected.join(', ')}`, async () => {
      const fields = { status_bayar: payment, status_pengiriman: delivery };
      const element = await mountRows(await withRow(fields));
      expect(statuses(element)).to.deep.equal(expected);
    });
  }

  const tones: readonly [string, readonly string[]][] = [
    ['good', ['lunas', 'Selesai', 'pembayaran berhasil', 'terkirim']],
    ['bad', ['di batalkan', 'gagal', 'ditolak', 'kadaluarsa', 'kedaluwarsa']],
    ['plain', ['pending', 'belum lunas', 'belum diproses', 'dikirim', 'menunggu', 'entah apa']],
  ];
  for (const [tone, words] of tones) {
    it(`colours ${words.join(', ')} alike`, async () => {
      const colours = new Map<string, string>();
      for (const word of words) {
        const element = await mountRows(
          await withRow({ status_bayar: word, status_pengiriman: '' }),
        );
        const chip = part(element, 'status');
        const frame = part(element, 'base');
        if (!chip || !frame) throw new Error('no chip');
        const { color } = getComputedStyle(chip);
        const isText = color === getComputedStyle(frame).color;
        expect(isText, word).to.equal(tone === 'plain');
        colours.set(color, word);
      }
      expect(colours.size).to.equal(1);
    });
  }

  const links: readonly [string | null, string][] = [
    ['https://toko.test/akun/?page=transaksi&nomor=1', 'A'],
    ['javascript:alert(1)', 'DIV'],
    [null, 'DIV'],
  ];
  for (const [link, expected] of links) {
    it(`with the URL ${link ?? 'null'} is a ${expected}`, async () => {
      const element = await mountRows(await withRow({ link_transaksi: link }));
      expect(rows(element)[0]?.tagName).to.equal(expected);
      expect(rows(element)[0]?.getAttribute('href')).to.equal(expected === 'A' ? link : null);
    });
  }

  it('keeps its height if its picture fails to load', async () => {
    const missing = { url_gambar_produk: `${window.SANDBOX}/none.png` };
    const without = await mountRows(await withRow({}));
    const element = await mountRows(await withRow(missing));
    const picture = await until(() => deepQuery(element, '[part~=image] img'), 'the picture');
    await until(() => getComputedStyle(picture).opacity === '0', 'the broken picture to go');
    expect(element.offsetHeight).to.equal(without.offsetHeight);
  });
});

describe('the transactions', () => {
  it('are a list under a heading', async () => {
    const element = await mountRows(await openShop());
    expect(part(element, 'heading')?.tagName).to.equal('H2');
    expect(wordsOf(element, 'heading')).to.equal('Belanja');
    expect(part(element, 'list')?.tagName).to.equal('UL');
    expect(part(element, 'list')?.children.length).to.equal(20);
  });

  it('load the next page only on a tap', async () => {
    const shop = await openShop();
    const element = await mountRows(shop);
    expect(rows(element).length).to.equal(20);
    part(element, 'more')?.click();
    await until(() => rows(element).length === 36, 'the next page');
    expect(part(element, 'more')).to.equal(null);
    const queries = (await shop.log()).map(({ query }) => [query.page, query.total_data]);
    expect(queries).to.deep.equal([
      ['1', '20'],
      ['2', '20'],
    ]);
  });

  it('send no request for a guest', async () => {
    const shop = await openShop();
    const element = mount(tag(shop, 'id-user="{{id_user}}" token-user="{{token_user}}"'));
    await until(() => part(element, 'login'), 'the invitation');
    expect(part(element, 'login')?.getAttribute('href')).to.equal('/akun/');
    expect(deepText(element)).to.contain('Masuk dulu untuk melihat belanja Anda.');
    await expectAccessible(element);
    expect(await shop.log()).to.deep.equal([]);
  });

  it('report an ended session', async () => {
    const element = mount(tag(await openShop(), login({ id: SHOPPER.id, token: 'stale' })));
    await until(() => deepText(element).includes('Sesi Anda sudah berakhir'), 'the sentence');
    expect(part(element, 'login')).not.to.equal(null);
    expect(part(element, 'retry')).not.to.equal(null);
    await expectAccessible(element);
  });

  it('have an empty state', async () => {
    const element = mount(tag(await openShop(), login(NEW_SHOPPER)));
    await until(() => deepText(element).includes('Belum ada belanja.'), 'the sentence');
    await expectAccessible(element);
  });

  it('can be retried after a failure', async () => {
    const shop = await openShop({ faults: [{ kind: 'malformed', times: 1 }] });
    const element = mount(tag(shop));
    const retry = await until(() => part(element, 'retry'), 'the error');
    await expectAccessible(element);
    retry.click();
    await until(() => rows(element).length === 20, 'rows');
  });

  it('do not shift the layout while loading', async () => {
    const one = { nama_barang: 'Pulsa', url_gambar_produk: `${window.SANDBOX}/none.png` };
    const shop = await withRow(one);
    const hanging = mount(tag(await openShop({ faults: [{ kind: 'hang' }] })));
    const bone = await until(() => deepQuery(hanging, '.row'), 'the skeleton');
    await expectAccessible(hanging);
    const element = await mountRows(shop);
    expect(rows(element)[0]?.offsetHeight).to.equal(bone.offsetHeight);
    expect(rows(element)[0]?.offsetTop).to.equal(bone.offsetTop);
  });

  for (const theme of ['light', 'dark']) {
    it(`are accessible, ${theme}`, async () => {
      const element = await mountRows(await openShop(), `theme="${theme}" ${login(SHOPPER)}`);
      await expectAccessible(element);
    });
  }

  it('never overflow their container', async () => {
    await setViewport({ width: 320, height: 640 });
    const shop = await withRow({
      nama_barang: 'panjang'.repeat(30),
      nomor_pembayaran: '1'.repeat(60),
      status_bayar: 'menunggu'.repeat(12),
    });
    const element = await mountRows(shop);
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    await setViewport({ width: 360, height: 740 });
  });
});
