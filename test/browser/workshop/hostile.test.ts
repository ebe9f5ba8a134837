/** Pasted code and addresses that others have made: text stays text, and nothing of it runs. */
import { expect } from 'chai';
import { readAddress } from '../../../src/workshop/address.js';
import { NO_DESIGN } from '../../../src/workshop/choice/choice.js';
import { readSnippet } from '../../../src/workshop/code/read-snippet.js';
import { snippetOf } from '../../../src/workshop/code/snippet.js';
import { expectAnswersOnly, PAGE_OPTIONS } from './frame-fixture.js';
import { SCRIPT, THEMES } from './workshop-fixture.js';
import { previewOf } from '../../../src/workshop/preview/preview.js';

const HOSTILE = [
  '<script>top.hacked = 1</script>',
  '<script src="https://evil.example/x.js"></script>',
  '<img src="x" onerror="top.hacked = 1">',
  '<a href=" java\nscript:top.hacked=1">x</a>',
  '<svg><script>top.hacked = 1</script><animate onbegin="top.hacked = 1"/></svg>',
  '<iframe srcdoc="<script>top.hacked = 1</script>"></iframe>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<noscript><p title="</noscript><img src=x onerror=top.hacked=1>"></noscript>',
  '<math><mtext><table><mglyph><style><img src=x onerror=top.hacked=1></style></table></mtext></math>',
  '<template><img src="x" onerror="top.hacked = 1"></template>',
  '<form action="javascript:top.hacked=1"><button>x</button></form>',
];

/** What would run in a page of this code, beside its own script. */
function whatRuns(code: string): string[] {
  const inTree = (root: ParentNode): string[] =>
    Array.from(root.querySelectorAll('*')).flatMap((each) => [
      ...(/^(script|iframe|base|meta|noscript|animate|math)$/.test(each.localName) &&
      each.getAttribute('src') !== SCRIPT
        ? [each.outerHTML]
        : []),
      ...Array.from(each.attributes)
        .filter(({ name, value }) => /^on/.test(name) || /^\s*java\s*script:/.test(value))
        .map(({ name }) => name),
      ...(each instanceof HTMLTemplateElement ? inTree(each.content) : []),
    ]);
  return inTree(new DOMParser().parseFromString(`<body>${code}`, 'text/html').body);
}

const connection = { script: SCRIPT, token: 'abc', api: '', proxy: '' };

describe('hostile code', () => {
  for (const hostile of HOSTILE) {
    it(`leaves out what runs: ${hostile}`, () => {
      for (const code of [
        `<etalase-shop>${hostile}<etalase-search></etalase-search></etalase-shop>`,
        `${hostile}<etalase-shop></etalase-shop>`,
        `<etalase-shop><etalase-products>${hostile}</etalase-products></etalase-shop>`,
      ]) {
        const reading = readSnippet(code, THEMES);
        expect(reading?.notes.map((each) => each.code)).to.include('left-out');
        const design = reading?.choice.design ?? NO_DESIGN;
        expect(whatRuns(snippetOf({ connection, design }, THEMES))).to.deep.equal([]);
      }
      const address = new URLSearchParams({
        pieces: JSON.stringify([{ tag: 'html', html: hostile }]),
        frame: `${hostile}<etalase-shop></etalase-shop>`,
      });
      const design = readAddress(String(address), () => NO_DESIGN);
      expect(whatRuns(snippetOf({ connection, design }, THEMES))).to.deep.equal([]);
    });
  }

  it('cannot end the style, an attribute or a comment', () => {
    const end = '</style><script>top.hacked = 1</script>';
    const address = new URLSearchParams({
      css: `a {} ${end}`,
      properties: JSON.stringify({
        accent: `red} body{background:url(https://evil.example)`,
        surface: 'url(https://evil.example)',
        'x</style>': '1',
        radius: '4px',
      }),
      attributes: JSON.stringify({ lang: `id"><script>`, onclick: 'top.hacked = 1' }),
      texts: JSON.stringify({ buy: `'"></etalase-shop><script>` }),
      page: '--><script>',
    });
    const design = readAddress(String(address), () => NO_DESIGN);
    expect(design.css).to.equal('');
    expect(design.properties).to.deep.equal({ radius: '4px' });
    const code = snippetOf({ connection, design }, THEMES);
    const page = new DOMParser().parseFromString(code, 'text/html');
    expect(page.querySelectorAll('script')).to.have.lengthOf(1);
    expect(page.querySelector('etalase-shop')?.getAttribute('texts')).to.equal(
      JSON.stringify({ buy: `'"></etalase-shop><script>` }),
    );
  });

  it('tells of a theme with an address, and of braces that do not match', () => {
    const read = (css: string) =>
      readSnippet(`<style>${css}</style><etalase-shop></etalase-shop>`, THEMES);
    const bad = read('etalase-shop { --etalase-accent: url(https://evil.example); }');
    expect(bad?.notes).to.deep.equal([{ code: 'left-out', subject: '--etalase-accent' }]);
    expect(bad?.choice.design.properties).to.deep.equal({});
    expect(read('a { } }')?.notes.map(({ code }) => code)).to.deep.equal(['bad-css']);
  });

  it('brings no servers by an address, and keeps no shopper', () => {
    const evil = { proxy: 'https://evil.example', token: 'x', api: 'https://evil.example' };
    const address = new URLSearchParams({
      script: 'https://evil.example/etalase.js',
      attributes: JSON.stringify(evil),
      pieces: JSON.stringify([{ tag: 'etalase-topup', attributes: evil, html: '' }]),
      frame: `<etalase-shop proxy="https://evil.example"></etalase-shop><b></b><etalase-shop></etalase-shop>`,
    });
    const design = readAddress(String(address), () => NO_DESIGN);
    expect(snippetOf({ connection, design }, THEMES)).not.to.include('evil.example');
    const pasted = readSnippet('<etalase-shop id-user="130173" token-user="s3cret">', THEMES);
    expect(JSON.stringify(pasted?.choice)).not.to.match(/130173|s3cret/);
    expect(pasted?.notes.map(({ code }) => code)).to.deep.equal([
      'shopper-replaced',
      'shopper-replaced',
    ]);
  });

  it('runs nothing in the preview but the named script', async () => {
    const page = previewOf(HOSTILE.join(''), PAGE_OPTIONS);
    await expectAnswersOnly(page);
    expect(Reflect.get(window, 'hacked')).to.equal(undefined);
  });
});
