import { Hono } from 'hono';
import { html } from 'hono/html';

const headings = {
  produk: 'Halaman produk',
  kategori: 'Halaman kategori',
  digital: 'Halaman kustom',
  akun: 'Halaman akun',
} as const;

type Section = keyof typeof headings;

const isSection = (name: string): name is Section => Object.hasOwn(headings, name);

const explanations: Readonly<Record<Section, string>> = {
  produk: 'Di aplikasi, halaman ini adalah halaman beli bukaOlshop.',
  kategori: 'Di aplikasi, halaman ini menampilkan daftar produk kategori bukaOlshop.',
  digital: 'Di aplikasi, halaman ini adalah halaman kustom milik toko.',
  akun: 'Di aplikasi, halaman ini adalah halaman akun pembeli.',
};

/** How the imitated pages look. */
export const pageStyle = `
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eaf3fe;
    color: #1f2d40; font: 16px/1.6 system-ui, sans-serif; }
  main { box-sizing: border-box; width: min(30rem, 100% - 2rem); padding: 2rem; border-radius: 1.25rem;
    background: #fff; }
  h1 { margin: 0 0 .5rem; font-size: 1.375rem; line-height: 1.25; }
  p { margin: 0 0 1rem; }
  dt { font-size: .8125rem; color: #4a5f7a; }
  dd { margin: 0 0 .75rem; overflow-wrap: anywhere; white-space: pre-wrap; }
`;

const SHOWN_PARAMETERS = ['catatan', 'page', 'nomor'] as const;

const PARAMETER_LABELS = {
  catatan: 'Catatan pesanan',
  page: 'Bagian',
  nomor: 'Nomor transaksi',
} as const;

/** Stand-ins for the pages of the shop itself, so that links of the widget lead somewhere. */
export const storefrontPages = (): Hono => {
  const app = new Hono();
  app.on('GET', ['/:section/', '/:section/:name'], (c) => {
    const section = c.req.param('section');
    if (!isSection(section)) return c.notFound();
    const received = SHOWN_PARAMETERS.flatMap((name) => {
      const value = c.req.query(name);
      return value === undefined
        ? []
        : [
            html`<dt>${PARAMETER_LABELS[name]}</dt>
              <dd>${value}</dd>`,
          ];
    });
    return c.html(
      html`<!doctype html>
        <html lang="id">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${headings[section]}</title>
            <style>
              ${pageStyle}
            </style>
          </head>
          <body>
            <main>
              <h1>${headings[section]}</h1>
              <p>${explanations[section]}</p>
              <dl>
                <dt>Alamat</dt>
                <dd>${c.req.path}</dd>
                ${received}
              </dl>
            </main>
          </body>
        </html>`,
    );
  });
  return app;
};
