import { expect } from 'chai';
import '../../../../src/define.js';
import { mount, until } from '../../support.js';
import { cards, mountProducts, productsTag, withRows } from '../products/product-grid.js';

describe('a designer’s template', () => {
  const template = `<template>
    <article class="mine">
      <a data-href="url_produk"><h3 data-text="nama_produk"></h3></a>
      <img data-src="gambar_utama" alt="">
      <span data-price="harga_produk"></span>
      <em data-if="harga_produk_asli" data-price="harga_produk_asli"></em>
      <i data-text="ukuran"></i>
      <a class="chat" href="#chat">Tanya</a>
    </article></template>`;

  it('is bound to the documented fields, as text and http(s) URLs', async () => {
    const markup = '<img src=x onerror="window.hacked=1">';
    const shop = await withRows(
      { nama_produk: markup, ukuran: ['S', 'M'] },
      {
        url_produk: 'javascript:alert(1)',
        gambar_utama: 'javascript:alert(1)',
        harga_produk_asli: 9500,
      },
    );
    const element = mount(productsTag(shop, '', template));
    await until(() => element.querySelectorAll('.mine').length === 2, 'two copies');
    const [first, second] = Array.from(element.querySelectorAll('.mine'));
    const texts = (copy: Element | undefined) =>
      ['h3', 'span', 'em', 'i'].map((name) => copy?.querySelector(name)?.textContent ?? null);
    expect(texts(first)).to.deep.equal([markup, 'Rp9.000', null, 'S, M']);
    expect(texts(second)).to.deep.equal(['Pulsa', 'Rp9.000', 'Rp9.500', '']);
    expect(first?.querySelector('h3')?.childElementCount).to.equal(0);
    expect(second?.querySelector('[href^=j], [src^=j]')).to.equal(null);
    expect(first?.querySelector('a')?.href).to.contain('/toko/produk/pulsa-1');
    expect('hacked' in window).to.equal(false);
  });

  it('gets the styles of the page', async () => {
    const element = mount(
      productsTag(
        await withRows({}),
        '',
        `${template}<style>.mine { color: rgb(1, 2, 3) }</style>`,
      ),
    );
    const copy = await until(() => element.querySelector('.mine'));
    expect(getComputedStyle(copy).color).to.equal('rgb(1, 2, 3)');
    expect(copy.getBoundingClientRect().width).to.be.greaterThan(50);
  });

  it('opens the product of a copy, but follows the designer’s own links', async () => {
    const element = mount(productsTag(await withRows({}), '', template));
    const chosen: unknown[] = [];
    element.addEventListener('etalase-select', (event) => {
      chosen.push(event.product?.nama_produk);
      event.preventDefault();
    });
    const copy = await until(() => element.querySelector<HTMLElement>('.mine'));
    copy.querySelector<HTMLElement>('.chat')?.click();
    await until(() => location.hash === '#chat', 'the place it names');
    history.replaceState(null, '', location.pathname + location.search);
    expect(chosen).to.deep.equal([]);
    copy.querySelector<HTMLElement>('h3')?.click();
    expect(chosen).to.deep.equal(['Pulsa']);
  });

  it('can be added and removed later', async () => {
    const element = await mountProducts(await withRows({}));
    element.insertAdjacentHTML('beforeend', template);
    await until(() => element.querySelector('.mine'));
    expect(cards(element)).to.have.length(0);
    element.querySelector('template')?.remove();
    await until(() => cards(element).length === 1);
    expect(element.querySelector('.mine')).to.equal(null);
  });
});
