/** What is written is what is read: choice to code to choice, and design to address to design. */
import { expect } from 'chai';
import fc from 'fast-check';
import { addressOf, readAddress } from '../../../src/workshop/address.js';
import {
  NO_DESIGN,
  readConnection,
  readDesign,
  type Design,
} from '../../../src/workshop/choice/choice.js';
import { cleanHtml } from '../../../src/workshop/choice/safe-html.js';
import { PIECES } from '../../../src/workshop/choice/pieces.js';
import { readSnippet } from '../../../src/workshop/code/read-snippet.js';
import { MAX_LINES, snippetOf } from '../../../src/workshop/code/snippet.js';
import { readStartingPoint } from '../../../src/workshop/code/starting-point.js';
import { createFixture, PAGES, THEMES } from './workshop-fixture.js';

const word = fc.string({ unit: 'grapheme', maxLength: 20 });
const awkward = fc.constantFrom(
  '"',
  "'",
  '<b>',
  '</script>',
  '&amp;',
  '{{x}}',
  '-->',
  '}',
  'a  b',
  'é',
);
const text = fc.oneof(
  word,
  fc.tuple(word, awkward, word).map((all) => all.join('')),
);
const ownHtml = fc.constantFrom(
  '<p>Halo</p>',
  '<section class="a">\n  <h2>Satu &amp; dua</h2>\n</section>',
  'teks saja',
  '<!-- catatan -->',
  '<pre>a\n   b</pre>',
);

const element = fc.constantFrom(...PIECES).chain(({ tag, fields }) =>
  fc.record({
    tag: fc.constant(tag),
    attributes: fc.dictionary(
      fc.constantFrom(...fields.map(({ attribute }) => attribute), 'class'),
      text,
    ),
    html: fc.constantFrom(
      '',
      '<h2 slot="header">Judul</h2>',
      '<template><b>{{nama}}</b></template>',
    ),
  }),
);

/** Two neighbours of own HTML are one when they are read. */
const pieces = fc
  .array(
    fc.oneof(
      element,
      ownHtml.map((html) => ({ tag: 'html', html })),
    ),
    { maxLength: 8 },
  )
  .map((all) => all.filter((each, at) => each.tag !== 'html' || all[at - 1]?.tag !== 'html'))
  .filter((all) => !(all.length === 1 && all[0]?.tag === 'html'));

const designs = fc
  .record({
    page: fc.constantFrom('', 'whole-shop', 'promo'),
    wraps: fc.constantFrom([], [{ tag: 'main', attributes: { class: 'sale' } }]),
    pieces,
    attributes: fc.dictionary(fc.constantFrom('lang', 'theme', 'help', 'pin', 'nama-user'), text),
    texts: fc.dictionary(fc.constantFrom('buy', 'search', 'products'), text),
    preset: fc.constantFrom('', 'senja'),
    properties: fc.dictionary(
      fc.constantFrom('accent', 'radius', 'font', 'surface'),
      fc.constantFrom('#c2185b', '4px', "'Trebuchet MS', sans-serif", 'rgb(1, 2, 3)', '1.5rem'),
    ),
    css: fc.constantFrom(
      '',
      'body { margin: 0; }',
      'a { color: red; } @media print { a { color: black; } b { top: 0; } }',
    ),
    frame: fc.constantFrom(
      '',
      '<header>Toko</header>\n<main>\n  <etalase-shop></etalase-shop>\n</main>',
      'Halo <etalase-shop></etalase-shop>',
    ),
  })
  .map((raw) => readDesign(raw))
  .filter((each): each is Design => each !== null);

const connections = fc
  .record({
    script: fc.constantFrom(
      '',
      'https://a.example/etalase.js',
      'https://a.example/x/etalase.global.js?v="1"',
    ),
    token: fc.oneof(fc.constant(''), fc.stringMatching(/^[\w<"'&-]{3,20}$/)),
    api: fc.constantFrom('', 'https://a.example/open'),
    proxy: fc.constantFrom('', 'https://p.example'),
  })
  .map((raw) => readConnection(raw))
  .filter((each) => each !== null);

const NAMES = PAGES.map(({ name }) => name);
const designOfPage = (name: string): Design => {
  const page = PAGES.find((each) => each.name === name);
  const read = page && readSnippet(page.text, THEMES)?.choice.design;
  return read ? { ...read, page: name } : NO_DESIGN;
};

describe('a choice', () => {
  it('is the same after it was written as code and read again', () => {
    fc.assert(
      fc.property(connections, designs, (connection, design) => {
        const code = snippetOf({ connection, design }, THEMES);
        const reading = readSnippet(code, THEMES, NAMES);
        expect(reading?.notes).to.deep.equal([]);
        expect(reading?.choice).to.deep.equal({ connection, design });
      }),
      { numRuns: 60 },
    );
  });

  it('is the same after it was in an address', () => {
    fc.assert(
      fc.property(designs, (design) => {
        const address = addressOf(design, designOfPage);
        expect(readAddress(`#${address}`, designOfPage)).to.deep.equal(design);
      }),
      { numRuns: 60 },
    );
  });

  it('reads any text as code or as an address without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text, (any, part) => {
        readSnippet(`<etalase-shop ${any}>${part}<style>${any}</style>`, THEMES);
        expect(readAddress(any, designOfPage)).to.be.an('object');
        cleanHtml(any);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the code', () => {
  it(`has at most ${MAX_LINES} lines whatever the form makes`, () => {
    const { workshop } = createFixture();
    const attributes = Object.fromEntries(
      ['lang', 'theme', 'help', 'pin', 'nama-user', 'saldo-user', 'poin-member'].map((name) => [
        name,
        'https://wa.me/6281234567890?text=halo%20penjual',
      ]),
    );
    const properties = Object.fromEntries(
      ['accent', 'surface', 'text', 'muted', 'line', 'radius', 'font'].map((each) => [
        each,
        '#123456',
      ]),
    );
    workshop.setDesign({
      pieces: PIECES.map(({ tag, fields }) => ({
        tag,
        attributes: Object.fromEntries(fields.map(({ attribute }) => [attribute, 'name'])),
        html: '',
      })),
      preset: 'senja',
      attributes,
      properties,
      texts: Object.fromEntries(Array.from('abcdef', (name) => [name, 'x'.repeat(60)])),
    });
    workshop.setConnection({
      script: 'https://hosting.example/etalase/latest.js',
      token: 'abc',
      proxy: 'https://proksi.example',
    });
    const lines = workshop.$snippet.get().trimEnd().split('\n');
    expect(lines.length).to.be.at.most(MAX_LINES);
    expect(lines[0]).to.match(/^<!-- Dibuat dengan Pembuat kode Etalase/);
  });

  it('of a page keeps its own HTML, and lets its pieces be moved', () => {
    const promo = designOfPage('promo');
    expect(promo.wraps).to.deep.equal([{ tag: 'main', attributes: { class: 'sale' } }]);
    expect(promo.pieces.map(({ tag }) => tag)).to.deep.equal([
      'html',
      'etalase-search',
      'etalase-products',
    ]);
    expect(promo.css).to.equal('main { max-width: 720px; }');
  });

  it('names page and theme by their first comment', () => {
    expect(PAGES[1]?.title).to.deep.equal({ id: 'Promo', en: 'Promo' });
    expect(PAGES[1]?.about).to.deep.equal({ id: 'Diskon.', en: 'Discounts.' });
    expect(THEMES[0]?.title).to.deep.equal({ id: 'Senja', en: 'Dusk' });
    const plain = readStartingPoint('a/mine.html', '<p>');
    expect([plain.name, plain.title.id, plain.about.id]).to.deep.equal(['mine', 'mine', '']);
  });
});
