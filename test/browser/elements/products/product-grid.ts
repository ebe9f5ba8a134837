/** Product grids for tests, with a shop's products or with rows that the test defines. */
import type { TestShop } from '../../support.js';
import { deepQueryAll, mount, openShop, until } from '../../support.js';

export const productsTag = ({ token, api }: TestShop, attributes = '', inner = '') =>
  `<etalase-products token="${token}" api="${api}" ${attributes}>${inner}</etalase-products>`;

export const cards = (element: Element) => deepQueryAll<HTMLAnchorElement>(element, '[part~=card]');
export const names = (element: Element) =>
  deepQueryAll(element, '[part~=name]').map((name) => name.textContent);

export async function mountProducts(
  shop: TestShop,
  attributes = '',
  inner = '',
): Promise<HTMLElement> {
  const element = mount(productsTag(shop, attributes, inner));
  await until(() => cards(element).length > 0, 'cards');
  return element;
}

export const productRow = (fields: object) => ({
  id_produk: 1,
  nama_produk: 'Pulsa',
  harga_produk: 9000,
  url_produk: `${window.SANDBOX}/toko/produk/pulsa-1`,
  ...fields,
});

export const withRows = async (...rows: object[]) =>
  openShop({
    faults: [
      { kind: 'rows', rows: rows.map((each, i) => productRow({ id_produk: i + 1, ...each })) },
    ],
  });
