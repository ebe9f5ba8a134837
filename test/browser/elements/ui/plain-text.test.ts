import { expect } from 'chai';
import { plainText } from '../../../../src/elements/ui/plain-text.js';

const cases: readonly (readonly [what: string, markup: string, text: string])[] = [
  ['nothing', '', ''],
  ['only spaces', ' \n\t ', ''],
  ['plain text', 'pulsa telkom', 'pulsa telkom'],
  ['the shop’s own line breaks', 'Satu\nDua\r\n\r\n\r\nTiga', 'Satu\nDua\n\nTiga'],
  ['its line breaks beside inline markup', '<b>Satu</b>\nDua', 'Satu\nDua'],
  ['line breaks of the markup only, where it has layout', '<p>Satu\ndua</p>', 'Satu dua'],
  ['br', 'Satu<br>Dua<br/><br/>Tiga', 'Satu\nDua\n\nTiga'],
  ['paragraphs', '<p>Satu</p><p>Dua</p>', 'Satu\n\nDua'],
  ['a br at the end of a paragraph', '<p>Satu<br></p><p>Dua</p>', 'Satu\n\nDua'],
  ['nested blocks', '<div><div>Satu</div></div><div>Dua</div>', 'Satu\nDua'],
  ['a list', 'Isi:<ul><li>Satu</li><li>Dua</li></ul>Habis', 'Isi:\n\n• Satu\n• Dua\n\nHabis'],
  ['a numbered list', '<ol><li>Satu</li><li>Dua</li></ol>', '1. Satu\n2. Dua'],
  ['paragraphs in a list', '<ul><li><p>Satu</p></li><li><p>Dua</p></li></ul>', '• Satu\n• Dua'],
  ['a table', '<table><tr><td>S</td><td>70</td></tr><tr><td>M</td></tr></table>', 'S 70\nM'],
  ['spaces around inline markup', 'a <b> b</b> <i>c</i>d', 'a b cd'],
  ['pre', '<pre>a\nb</pre>', 'a\nb'],
  ['entities', 'Adem &amp; ringan &lt;3 &#128077;&nbsp;ya', 'Adem & ringan <3 👍 ya'],
  ['escaped markup stays text', '&lt;script&gt;x&lt;/script&gt;', '<script>x</script>'],
  ['signs that are no markup', 'harga < 5rb & > 1rb', 'harga < 5rb & > 1rb'],
  ['scripts and styles', 'a<script>b</script><style>c</style>d', 'ad'],
  ['frames and drawings', 'a<iframe>b</iframe><svg><title>c</title></svg>d', 'ad'],
  ['comments', 'a<!-- b -->c', 'ac'],
  ['links as text', '<a href="https://x.example">sini</a>', 'sini'],
  ['unclosed markup', '<p>Satu<p>Dua<b>!', 'Satu\n\nDua!'],
];

describe('plainText', () => {
  for (const [what, markup, text] of cases) {
    it(`reads ${what}`, () => {
      expect(plainText(markup)).to.equal(text);
    });
  }

  it('runs no script and loads no resource', async () => {
    const loads = performance.getEntriesByType('resource').length;
    const markup = `<img src="${window.SANDBOX}/images/none.svg" onerror="window.ran = 1">
      <script>window.ran = 1</script><svg onload="window.ran = 1"></svg>`;
    expect(plainText(markup)).to.equal('');
    await new Promise(requestAnimationFrame);
    expect(window).not.to.have.property('ran');
    expect(performance.getEntriesByType('resource').length).to.equal(loads);
  });
});
