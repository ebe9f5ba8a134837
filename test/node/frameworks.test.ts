/** The package in frameworks: on a server that renders pages, and in their type checkers. */
import assert from 'node:assert/strict';
import { before, suite, test } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { createSSRApp, h } from 'vue';
import { renderToString as renderVue } from 'vue/server-renderer';
import { bin } from '../support/command.js';

/** Names in a variable: the types of this test are checked before the package is built. */
const ENTRIES: readonly string[] = ['etalase', 'etalase/define', 'etalase/react', 'etalase/vue'];
const SHOP = { token: 'demo', 'id-user': 130173, texts: { products: 'Barang' } };
const PRODUCTS = { 'per-page': 20, sort: 'name' };

suite('a page that a server renders', () => {
  before(() => Promise.all(ENTRIES.map((name) => import(name))));

  for (const [name, render] of [
    [
      'React',
      () =>
        renderToString(
          createElement('etalase-shop', SHOP, createElement('etalase-products', PRODUCTS)),
        ),
    ],
    [
      'Vue',
      () =>
        renderVue(
          createSSRApp({
            render: () => h('etalase-shop', SHOP, [h('etalase-products', PRODUCTS)]),
          }),
        ),
    ],
  ] as const) {
    test(`holds the tags that ${name} was given, for the browser to fill`, async () => {
      const html = await render();
      assert.match(html, /^<etalase-shop token="demo" id-user="130173"[^>]*><etalase-products /);
      assert.match(html, /<etalase-products per-page="20" sort="name"><\/etalase-products>/);
      assert.equal(customElements.get('etalase-shop'), undefined);
    });
  }
});

test('types of React and Vue take what the elements take, and nothing else', async () => {
  const { ok, output } = await bin('tsc', ['-p', 'test/types']);
  assert.ok(ok, output);
});
