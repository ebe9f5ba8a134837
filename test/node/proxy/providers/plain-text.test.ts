import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainText } from '../../../../src/proxy/providers/plain-text.js';

describe('a provider’s text for shoppers', () => {
  for (const [markup, text] of [
    ['', null],
    ['  <br> ', null],
    ['Proses 1 menit', 'Proses 1 menit'],
    ['1. Buka\r\n2. Salin', '1. Buka\n2. Salin'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\n\nb'],
    ['a<style>b{}</style>c', 'ac'],
    ['a<script>never closed', 'a'],
    ['&lt;b&gt; &#39;x&#x27; &unknown; &#0;', "<b> 'x' &unknown;"],
    ['5 < 6 > 4', '5 < 6 > 4'],
    ['<img src=x onerror=alert(1)>x', 'x'],
    ['a'.repeat(3_000), 'a'.repeat(2_000)],
    ['<script'.repeat(1_000_000), null],
  ] as const) {
    it(JSON.stringify(markup).slice(0, 60), () => {
      assert.equal(plainText(markup), text);
    });
  }
});
