/**
 * The pages of the benchmark, the host of the script, and a proxy that serves script and lists. Scripts are
 * compressed and immutable, as on a good host.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { PROJECT } from '../support/command.js';
import { serveFetch, type Served } from '../support/listen.js';

const DIST = join(PROJECT, 'dist');

const page = (head: string, body: string) => `<!doctype html><html lang="id"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Toko</title>${head}</head><body>${body}</body></html>`;

/** Where a page finds the rest. */
export interface Hosts {
  /** base of the Open API */
  readonly api: string;
  readonly token: string;
  /** the folder of the built files */
  readonly scripts: string;
  /** a proxy that serves both */
  readonly proxy: string;
}

/** The example "Contoh Request dengan javascript" of bukaOlshop's documentation, with ten cards. */
const plain = ({ api, token }: Hosts) =>
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

/** The ten products of the plain page, as far as a card shows them. */
export interface Card {
  readonly nama_produk: string;
  readonly harga_produk: number;
  readonly gambar_utama: string;
  readonly url_produk: string;
}

/** The limit of any script: the plain page's cards in the page itself. */
const staticPage = (cards: readonly Card[]) =>
  page(
    `<style>#daftar { display: grid; grid-template-columns: 1fr 1fr; grid-gap: 12px }
    .card { border: 1px solid #ddd } .card img { width: 100% }</style>`,
    `<div id="daftar">${cards
      .map(
        ({ nama_produk: name, harga_produk: price, gambar_utama: picture, url_produk: url }) =>
          `<a class="card" href="${url}"><img loading="lazy" src="${picture}"><p>${name}</p><b>Rp${price.toLocaleString('id-ID')}</b></a>`,
      )
      .join('')}</div>`,
  );

/** The snippet of docs/advanced.md, in which the page itself preloads the first products. */
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
  link.href = '${api}/app/produk?${token && `token=${token}&`}page=1&total_data=40';
  document.head.append(link);
})();
</script>${script}`,
    `<${element} ${token && `token="${token}" `}api="${api}"></${element}>`,
  );

const module = (scripts: string) =>
  `<script type="module" crossorigin src="${scripts}/etalase.js"></script>`;
const plainScript = (scripts: string) =>
  `<script src="${scripts}/etalase.global.js" defer></script>`;
const shop = ({ api, token }: Hosts, script: string) => snippet(api, token, script, 'etalase-shop');

export const PAGES = {
  plain,
  static: (_hosts: Hosts, cards: readonly Card[]) => staticPage(cards),
  products: ({ api, token, scripts }: Hosts) =>
    snippet(api, token, module(scripts), 'etalase-products'),
  'products, own host': ({ api, token }: Hosts) =>
    snippet(api, token, module('/dist'), 'etalase-products'),
  'products, proxy': ({ proxy }: Hosts) =>
    snippet(`${proxy}/open`, '', module(`${proxy}/dist`), 'etalase-products'),
  shop: (hosts: Hosts) => shop(hosts, module(hosts.scripts)),
  'shop, proxy': ({ proxy }: Hosts) =>
    snippet(`${proxy}/open`, '', module(`${proxy}/dist`), 'etalase-shop'),
  'shop, plain script': (hosts: Hosts) => shop(hosts, plainScript(hosts.scripts)),
  'shop, no preload': ({ api, token, scripts }: Hosts) =>
    page(module(scripts), `<etalase-shop token="${token}" api="${api}"></etalase-shop>`),
};

export type PageName = keyof typeof PAGES;

/** Answers below `/dist/`. */
function createScripts(): Hono {
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
      'Access-Control-Allow-Origin': '*',
    });
  });
  return app;
}

/** The host of the built files. */
export const serveScripts = (): Promise<Served> => serveFetch(createScripts().fetch);

/** A proxy's host: the built files, and the lists of its own `/open`. */
export function serveProxy(proxy: { fetch(request: Request): Promise<Response> }): Promise<Served> {
  const app = createScripts();
  // As the web server in front of it does.
  app.use('/open/*', compress());
  app.get('/open/*', async (context) => {
    // The pages' hosts open after this one, so the proxy cannot know their origins.
    const { status, headers, body } = await proxy.fetch(new Request(context.req.url));
    return new Response(body, {
      status,
      headers: { ...Object.fromEntries(headers), 'Access-Control-Allow-Origin': '*' },
    });
  });
  return serveFetch(app.fetch);
}

/** The host of the pages, which may hold the script too. */
export function servePages(hosts: Hosts, cards: readonly Card[]): Promise<Served> {
  const app = createScripts();
  app.get('/favicon.ico', (context) => context.body(null, 204));
  app.get('/:name', (context) => {
    const name = decodeURIComponent(context.req.param('name'));
    const entry = Object.entries(PAGES).find(([each]) => each === name);
    return entry ? context.html(entry[1](hosts, cards)) : context.notFound();
  });
  return serveFetch(app.fetch);
}
