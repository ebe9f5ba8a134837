import { sendKeys, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import '../../../../src/define.js';
import { products } from '../../../../src/open-api/products.js';
import {
  deepQuery,
  deepQueryAll,
  expectAccessible,
  mount,
  openShop,
  until,
} from '../../support.js';

const PHONE = { width: 360, height: 740 };

const viewer = (home: Element) => deepQuery(home, 'etalase-photos');
const part = (home: Element, name: string) => deepQuery(viewer(home)!, `[part~=${name}]`);
const images = (home: Element) =>
  deepQueryAll(deepQuery(home, '[part~=gallery]')!, '[part~=image]');
const strip = (home: Element) => deepQuery(viewer(home)!, '.strip')!;

async function mountProduct(count: number, modal = false): Promise<HTMLElement> {
  const { token, api } = await openShop();
  const home = mount('<div></div>');
  const element = document.createElement('etalase-product');
  const photos = Array.from(
    { length: count },
    (_, i) => `${window.SANDBOX}/images/produk/shirt-0-${i}-.svg`,
  );
  const product = {
    id_produk: '1',
    nama_produk: 'Kaus',
    gambar_utama: photos[0] ?? null,
    list_gambar: photos.slice(1),
  };
  const parsed = products.row.parse({ ...product, url_produk: `${window.SANDBOX}/p` });
  Object.assign(element, { token, api, product: parsed, modal });
  home.append(element);
  await until(() => deepQuery(home, '[part~=gallery]'), 'the gallery');
  return home;
}

async function openPhotos(home: Element, index = 0): Promise<HTMLElement> {
  images(home)[index]!.click();
  await until(() => viewer(home) && deepQuery(viewer(home)!, 'dialog.shown'), 'the photos');
  return viewer(home)!;
}

describe('photos in the size of the screen', () => {
  beforeEach(() => setViewport(PHONE));

  it('open from a photo, fill the screen and are accessible', async () => {
    const home = await mountProduct(3);
    await openPhotos(home);
    const box = deepQuery(viewer(home)!, 'dialog')!.getBoundingClientRect();
    expect([box.width, box.height]).to.deep.equal([PHONE.width, PHONE.height]);
    expect(part(home, 'counter')?.textContent).to.equal('1/3');
    await expectAccessible(home);
  });

  it('start with the photo that was tapped, and lead back to the last one', async () => {
    const home = await mountProduct(3);
    await openPhotos(home, 1);
    await until(() => part(home, 'counter')?.textContent === '2/3', 'the second photo');
    part(home, 'next')!.click();
    await until(() => part(home, 'counter')?.textContent === '3/3', 'the third photo');
    part(home, 'close')!.click();
    await until(() => viewer(home) === null, 'its end');
    await until(() => deepQuery(home, '[part~=counter]')?.textContent === '3/3', 'the third photo');
  });

  it('move by swipes and arrow keys', async () => {
    const home = await mountProduct(3);
    await openPhotos(home);
    strip(home).scrollTo({ left: PHONE.width });
    await until(() => part(home, 'counter')?.textContent === '2/3', 'the second photo');
    deepQueryAll(viewer(home)!, '.photo')[1]!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await until(() => part(home, 'counter')?.textContent === '3/3', 'the third photo');
  });

  for (const how of ['button', 'double tap'] as const) {
    it(`are enlarged by a ${how}, and scroll then`, async () => {
      const home = await mountProduct(2);
      await openPhotos(home);
      const photo = deepQuery(viewer(home)!, '.photo')!;
      const image = deepQuery<HTMLImageElement>(photo, 'img')!;
      await until(() => image.naturalWidth > 0, 'the image');
      const toggle = () =>
        how === 'button'
          ? part(home, 'zoom')!.click()
          : photo.dispatchEvent(new MouseEvent('dblclick', { clientX: 300, clientY: 400 }));
      toggle();
      await until(() => image.offsetWidth === 2 * PHONE.width, 'twice the width');
      expect(photo.scrollWidth).to.equal(2 * PHONE.width);
      await until(() => photo.scrollLeft > 0, 'the point in the middle');
      toggle();
      await until(() => image.offsetWidth === PHONE.width, 'the width of the screen');
    });
  }

  const ways: readonly [how: string, act: (home: Element) => unknown][] = [
    ['Escape', () => sendKeys({ press: 'Escape' })],
    ['the back button', () => history.back()],
    ['its button', (home) => part(home, 'close')!.click()],
  ];
  for (const [how, act] of ways) {
    it(`close by ${how} before the product does, with the focus on the photo`, async () => {
      const home = await mountProduct(2, true);
      await until(() => deepQuery(home, 'dialog.shown'), 'the product');
      await openPhotos(home);
      await until(() => history.state !== null, 'its entry in the history');
      await new Promise(requestAnimationFrame);
      await act(home);
      await until(() => viewer(home) === null, 'its end');
      expect(deepQuery(home, 'dialog.shown')).not.to.equal(null);
      const product = deepQuery(home, 'etalase-product')!;
      expect(product.shadowRoot?.activeElement === images(home)[0]).to.equal(true);
      history.back();
      await until(() => deepQuery(home, 'etalase-product') === null, 'the end of the product');
    });
  }

  it('are not offered for a product without one', async () => {
    const home = await mountProduct(0);
    expect(deepQuery(home, '[part~=gallery] button')).to.equal(null);
  });
});
