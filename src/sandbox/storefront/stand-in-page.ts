import type { Context } from 'hono';
import { html } from 'hono/html';
import { htmlPage } from '../http/html-page.js';

const SECTIONS = {
  produk: {
    heading: 'Halaman produk',
    explanation: 'Di aplikasi, halaman ini adalah halaman beli bukaOlshop.',
  },
  kategori: {
    heading: 'Halaman kategori',
    explanation: 'Di aplikasi, halaman ini menampilkan daftar produk kategori bukaOlshop.',
  },
  digital: {
    heading: 'Halaman kustom',
    explanation: 'Di aplikasi, halaman ini adalah halaman kustom milik toko.',
  },
  akun: {
    heading: 'Halaman akun',
    explanation: 'Di aplikasi, halaman ini adalah halaman akun pembeli.',
  },
} as const;

const isSection = (name: string): name is keyof typeof SECTIONS => Object.hasOwn(SECTIONS, name);

/** The query parameters that a page shows, and their labels. */
const PARAMETER_LABELS = {
  catatan: 'Catatan pesanan',
  page: 'Bagian',
  nomor: 'Nomor transaksi',
} as const;

/** A stand-in for a page of the shop, so that links in the Open API's answers lead somewhere. */
export const standInPage = (c: Context): Response | Promise<Response> => {
  const section = c.req.param('section') ?? '';
  if (!isSection(section)) return c.notFound();
  const { heading, explanation } = SECTIONS[section];
  const parameters = Object.entries(PARAMETER_LABELS).flatMap(([name, label]) => {
    const value = c.req.query(name);
    return value === undefined
      ? []
      : [
          html`<dt>${label}</dt>
            <dd>${value}</dd>`,
        ];
  });
  return c.html(
    htmlPage(
      heading,
      html`<p>${explanation}</p>
        <dl>
          <dt>Alamat</dt>
          <dd>${c.req.path}</dd>
          ${parameters}
        </dl>`,
    ),
  );
};
