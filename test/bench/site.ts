/** The pages of the benchmark. Scripts are compressed and immutable, as on a good host. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { PROJECT } from '../support/command.js';
import { serveFetch, type Served } from '../support/listen.js';

const DIST = join(PROJECT, 'dist');

const page = (head: string, body: string) => `<!doctype html><html lang="id"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Toko</title>${head}</head><body>${body}</body></html>`;

/** The example "Contoh Request dengan javascript" of bukaOlshop's documentation, with ten cards. */
const plain = (api: string, token: string) =>
  page(
    `<style>#daftar { display: grid; grid-template-columns: 1fr 1fr; grid-gap: 12px }
    .card { border: 1px solid #ddd } .card img { width: 100% }</style>`,
    `<div id="daftar"></div><script>
    var xmlHttpRequest = new XMLHttpRequest();
    xmlHttpRequest.open("GET", "${api}/app/produk?token=${token}&page=1", true);
    xmlHttpRequest.onreadystatechange = function () {
      if (this.readyState == 4 && this.status == 200) {
        var isi = "";
        JSON.parse(this.responseText).data.forEach(function (produk) {
          isi += '<a class="card" href="' + produk.url_produk + '"><img loading="lazy" src="' +
            produk.gambar_utama + '"><p>' + produk.nama_produk + '</p><b>Rp' +
            produk.harga_produk.toLocaleString("id-ID") + '</b></a>';
        });
        document.getElementById("daftar").innerHTML = isi;
      }
    };
    xmlHttpRequest.send();
    </script>`,
  );

/** The snippet of docs/advanced.md, "A faster start", in which the page itself preloads the first products. */
const snippet = (api: string, token: string, script: string, element: string) =>
  page(
    `<script>
(function () {
  try {
    for (var k in localStorage) {
      var age = Date.now() - parseInt(localStorage[k]);
      if (/^etalase:.*produk\\[{},40]$/.test(k) && age >= 0 && age < 3e5) return;
    }
  } catch (e) {}
  var link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = '';
  link.href = '${api}/app/produk?token=${token}&page=1&total_data=40';
  document.head.append(link);
})();
</script>${script}`,
    `<${element} token="${token}" api="${api}"></${element}>`,
  );

const MODULE = '<script type="module" src="/dist/etalase.js"></script>';
const GLOBAL = '<script src="/dist/etalase.global.js" defer></script>';

export const PAGES = {
  plain,
  products: (api: string, token: string) => snippet(api, token, MODULE, 'etalase-products'),
  shop: (api: string, token: string) => snippet(api, token, MODULE, 'etalase-shop'),
  'shop, plain script': (api: string, token: string) => snippet(api, token, GLOBAL, 'etalase-shop'),
  'shop, no preload': (api: string, token: string) =>
    page(MODULE, `<etalase-shop token="${token}" api="${api}"></etalase-shop>`),
};

export type PageName = keyof typeof PAGES;

export async function serveBench(api: string, token: string): Promise<Served> {
  const scripts = new Map(
    readdirSync(DIST, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(chunks\/.*|etalase(\.global)?)\.js$|^chunks\/.*\.js$/.test(file))
      .map((file) => [`/dist/${file}`, brotliCompressSync(readFileSync(join(DIST, file)))]),
  );
  const app = new Hono();
  app.get('/dist/*', (context) => {
    const script = scripts.get(context.req.path);
    if (!script) return context.notFound();
    return context.body(new Uint8Array(script), 200, {
      'Content-Type': 'text/javascript',
      'Content-Encoding': 'br',
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.get('/:name', (context) => {
    const name = decodeURIComponent(context.req.param('name'));
    const entry = Object.entries(PAGES).find(([each]) => each === name);
    return entry ? context.html(entry[1](api, token)) : context.notFound();
  });
  return serveFetch(app.fetch);
}
