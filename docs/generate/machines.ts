/** Renders `llms.txt` and `llms-full.txt`: what a machine needs that writes a page for somebody. */
import type { Attribute, ElementEntry, Member } from './elements.js';
import { anchorOf, blocks, code } from './markdown.js';
import type { ReferenceSources } from './reference.js';
import { ELEMENT_SNIPPETS, renderSnippet } from './snippets.js';
import { BINDINGS, ERROR_CODES, PRODUCT_VALUES, SLIDE_VALUES, STATUSES } from './values.js';

/** A finished page of the demo. */
export interface Page {
  readonly name: string;
  readonly html: string;
}

const TWO_LINES = `\`\`\`html
<script type="module" src="https://PROKSI-ANDA/etalase/latest.js"></script>
<etalase-shop token="TOKEN_TOKO" id-user="{{id_user}}" token-user="{{token_user}}"></etalase-shop>
\`\`\``;

const SUMMARY = `# Etalase

> Custom elements for shops of bukaOlshop, an Indonesian shop builder: one script tag and a few elements turn a page into a storefront. With the shop's own proxy they also sell digital goods (phone credit, game vouchers) for the shopper's balance.

A page is these two lines; an empty \`<etalase-shop>\` shows the whole shop, and one with elements inside shows those:

${TWO_LINES}

Rules for a page:

- Use only the elements and attributes that are named here; there are no others. Close each element by a tag of its own: \`<etalase-search></etalase-search>\`, never \`<etalase-search />\`.
- Put the elements into one \`<etalase-shop>\`, in any order, with any HTML between them. The settings stand on the shop alone.
- Leave \`{{id_user}}\`, \`{{token_user}}\` and every other \`{{…}}\` exactly as written: bukaOlshop's app fills them in. Unfilled, the visitor is a guest.
- \`TOKEN_TOKO\` is the shop's Open API token, which is public. Never ask for the API key (Closed API), and never write it, a PIN or a password into a page: others could use it to change balances.
- Replace \`PROKSI-ANDA\` by the host of the shop's proxy, if you are told it; else leave it, and say that the person has to fill it in. A shop without a proxy loads \`https://ALAMAT-ANDA/etalase/VERSION/etalase.js\` from its own hosting. Every address is https.
- One script tag a page, with \`type="module"\`, without \`?v=…\`. No framework, and no other script, is needed.
- What is pasted into bukaOlshop is a fragment: no \`<html>\`, \`<head>\` or \`<body>\`; \`<style>\` stands inside it.
- Change colours by the custom properties on \`etalase-shop\`, details by \`::part()\`. Other CSS does not reach into an element.
- \`<etalase-topup>\` and \`<etalase-orders>\` need the attribute \`proxy="https://PROKSI-ANDA"\` on the shop.
- Texts are Indonesian; \`lang="en"\` makes them English. Prices stay \`Rp21.000\`.
- Do not fetch bukaOlshop's API yourself, and do not write prices, balances or products into the HTML: the elements show them.`;

export function renderLlms({ elements }: ReferenceSources): string {
  const links = elements.map(({ tag, description }) => {
    const anchor = anchorOf(tag);
    return `- [\`<${tag}>\`](reference.md#${anchor}): ${description}`;
  });
  return `${blocks(
    SUMMARY,
    '## Everything in one file',
    '- [llms-full.txt](llms-full.txt): all elements, attributes, events, parts, properties and texts, and finished pages to start from',
    '## Elements',
    links.join('\n'),
    '## Optional',
    '- [Reference](reference.md): the same for people, in English\n- [Rujukan](rujukan.md): the same for people, in Indonesian',
  )}\n`;
}

const attributeLine = ({ name, type, values, defaultValue, description }: Attribute): string => {
  const value = values.length > 0 ? values.map((literal) => `"${literal}"`).join(' | ') : type;
  const start = defaultValue === null ? '' : `, default ${defaultValue}`;
  return `- ${code(name)} (${value}${start}): ${description}`;
};

const memberLine = ({ name, description }: Member): string =>
  `- ${name === '' ? 'content' : code(name)}: ${description}`;

const section = (title: string, lines: readonly string[]): string | null =>
  lines.length === 0 ? null : `${title}:\n\n${lines.join('\n')}`;

const own = <T extends { isShared: boolean }>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ isShared }) => !isShared);

const shared = <T extends { isShared: boolean }>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ isShared }) => isShared);

const elementSection = (element: ElementEntry): string =>
  blocks(
    `### <${element.tag}>`,
    element.description,
    `\`\`\`html\n${renderSnippet(ELEMENT_SNIPPETS[element.tag] ?? {}, 'id').trim()}\n\`\`\``,
    section('Attributes', own(element.attributes).map(attributeLine)),
    section('Events', own(element.events).map(memberLine)),
    section('Slots', own(element.slots).map(memberLine)),
    section('Parts', own(element.parts).map(memberLine)),
  );

const meaningLines = (rows: Readonly<Record<string, string>>): string =>
  Object.entries(rows)
    .map(([name, meaning]) => `- ${code(name)}: ${meaning}`)
    .join('\n');

export function renderLlmsFull(
  { elements, defaults, textGroups }: ReferenceSources,
  pages: readonly Page[],
): string {
  const [base] = elements;
  if (!base) return SUMMARY;
  return `${blocks(
    SUMMARY,
    '## What every element has',
    section('Attributes', shared(base.attributes).map(attributeLine)),
    section('Slots', shared(base.slots).map(memberLine)),
    section('Parts, for `::part()` in the page’s CSS', shared(base.parts).map(memberLine)),
    section(
      'Custom properties, with their values in the light and the dark theme',
      base.properties.map(({ name, description }) => {
        const values = [defaults.light.get(name), defaults.dark.get(name)];
        return `- ${code(name)}: ${description} (${values.join(', ')})`;
      }),
    ),
    '## Elements',
    ...elements.map(elementSection),
    '## Templates',
    'A `<template>` in `<etalase-products>` or `<etalase-slides>` replaces the card or slide. These attributes bind HTML to a value:',
    meaningLines(BINDINGS),
    'Values of a product:',
    meaningLines(PRODUCT_VALUES),
    'Values of a slide:',
    meaningLines(SLIDE_VALUES),
    '## Events',
    'All reach `document`; `event.preventDefault()` cancels `etalase-select` (`event.product` or `event.category`) and `etalase-buy` (`event.product`, `event.note`, `event.href`). `etalase-order` has `event.order` with `id`, `status`, `title`, `name` and `price`; `etalase-error` has `event.code` and `event.element`.',
    'Status of an order:',
    meaningLines(STATUSES),
    'Codes of an error:',
    meaningLines(ERROR_CODES),
    '## Texts',
    'Replace a text by its name, as JSON: `texts=\'{"buy": "Pesan"}\'` on the shop. Keep `{n}` and other words in braces. Name, Indonesian and English:',
    ...textGroups.map(({ title, texts }) =>
      section(
        title,
        texts.map((row) => `- ${row.join(' | ')}`),
      ),
    ),
    pages.length > 0 ? '## Finished pages' : null,
    ...pages.map(({ name, html }) => `### ${name}\n\n\`\`\`html\n${html.trim()}\n\`\`\``),
  )}\n`;
}
