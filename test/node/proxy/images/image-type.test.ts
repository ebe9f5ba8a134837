import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readImageType } from '../../../../src/proxy/images/image-type.js';

const read = (content: string) => {
  const reading = readImageType(Buffer.from(content, 'latin1'));
  return reading.kind === 'image' ? reading.type : reading.fault;
};
const svg = (inner: string, attributes = '') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"${attributes}>${inner}</svg>`;

describe('an image', () => {
  for (const [content, type] of [
    ['\x89PNG\r\n\x1a\n…', 'png'],
    ['\xff\xd8\xff\xe0', 'jpg'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'webp'],
    ['RIFF\x10\0\0\0WAVEfmt ', 'unknown_type'],
    ['GIF89a', 'unknown_type'],
    ['<html><svg></svg></html>', 'unknown_type'],
    ['\xff\xfe<\0s\0v\0g\0>\0', 'unknown_type'],
    ['', 'unknown_type'],
    [svg('<rect width="4" height="4" fill="url(#a)"/>'), 'svg'],
    [`\xef\xbb\xbf<?xml version="1.0"?><!-- a -->\n<!DOCTYPE svg PUBLIC "a" "b">${svg('')}`, 'svg'],
    [svg('<style>.a{fill:red}</style><use xlink:href="#b"/>'), 'svg'],
    [svg('<image href="data:image/png;base64,AAAA"/>'), 'svg'],
    [svg('<title>Season one</title>'), 'svg'],
  ] as const) {
    it(`is known by its content: ${type} ${content.slice(0, 12)}`, () => {
      assert.equal(read(content), type);
    });
  }

  for (const [what, content] of [
    ['a script', svg('<script>alert(1)</script>')],
    ['a script of another prefix', svg('<s:SCRIPT/>')],
    ['a script of a prefix that is no Latin', svg('<\xc3\xa9:script/>')],
    ['a foreignObject', svg('<foreignObject/>')],
    ['a handler', svg('', ' onload="alert(1)"')],
    ['a handler after a slash', svg('<rect/onclick=alert(1)>')],
    ['a reference outside', svg('<image href="https://x.example/a.png"/>')],
    ['a reference without quotes', svg('<use xlink:href=//x.example/a.svg#a />')],
    ['a javascript reference', svg('<a href="javascript:alert(1)"/>')],
    ['an svg in a reference', svg('<image href="data:image/svg+xml;base64,AAAA"/>')],
    ['a style sheet outside', svg('<style>@import "https://x.example";</style>')],
    ['an address in a style', svg('<style>.a{fill:url( "https://x.example")}</style>')],
    ['an escaped address', svg('<style>.a{fill:\\75rl(https://x.example)}</style>')],
    ['an animated reference', svg('<set attributeName="xlink:href" to="x"/>')],
    ['an entity', `<!DOCTYPE svg>${svg('<!ENTITY a "b">')}`],
  ] as const) {
    it(`refuses an svg with ${what}`, () => {
      assert.equal(read(content), 'active_svg');
    });
  }

  it('is read in no time, whatever it holds', () => {
    for (const odd of ['<!--', '<?', 'url(', ' href=', '<svg ']) read(odd.repeat(100_000));
  });
});
