/** Renders the reference for designers, in one language. English is the source of every sentence. */
import type { Defaults } from './colours.js';
import type { ElementEntry } from './elements.js';
import { blocks, code, inPage, table } from './markdown.js';
import {
  attributeTable,
  block,
  headingOf,
  meaningTable,
  memberTable,
  renderElement,
  type Say,
} from './reference-element.js';
import { COLOURS, EVENTS, OWN_CARDS, OWN_TEXTS } from './snippets.js';
import type { TextGroup } from './text-groups.js';
import type { Language } from './translation.js';
import { BINDINGS, ERROR_CODES, PRODUCT_VALUES, SLIDE_VALUES, STATUSES } from './values.js';

export interface ReferenceSources {
  readonly elements: readonly ElementEntry[];
  readonly defaults: Defaults;
  readonly textGroups: readonly TextGroup[];
}

const shared = <T extends { isShared: boolean }>(rows: readonly T[]): readonly T[] =>
  rows.filter(({ isShared }) => isShared);

const firstSentence = (text: string): string => /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;

export function renderReference(
  { elements, defaults, textGroups }: ReferenceSources,
  language: Language,
  say: Say,
): string {
  const [base] = elements;
  if (!base) return '';
  const chapters = [
    'What all elements share',
    'Elements',
    'Colours and shapes',
    'Your own cards',
    'Events',
    'Texts',
    'For code editors',
  ].map(say);
  const [
    shareTitle = '',
    elementsTitle,
    coloursTitle,
    cardsTitle,
    eventsTitle,
    textsTitle,
    editors,
  ] = chapters;
  return blocks(
    `# ${say('Etalase reference')}`,
    say('[Bahasa Indonesia](rujukan.md) · [Back to the guide](guide.md)'),
    say(
      'Everything that a page may contain. In every example, replace `PROKSI-ANDA` and `TOKEN_TOKO` with your own values. Leave `{{id_user}}` and `{{token_user}}` as they are: the app fills them in.',
    ),
    say(
      'Close each element by a tag of its own: `<etalase-search></etalase-search>`. HTML knows no `<etalase-search />`.',
    ),
    chapters.map((chapter) => `- ${inPage(chapter)}`).join('\n'),

    `## ${shareTitle}`,
    say(
      'You write these attributes once, on `<etalase-shop>`. Any element inside may have its own; the nearest one wins.',
    ),
    attributeTable(shared(base.attributes), say),
    say(
      'Every list has three built-in states: loading, empty, and failed with the button “Try again”. Two slots replace the last two:',
    ),
    memberTable('slot', shared(base.slots), say),
    say('Your page’s CSS reaches these parts of every element with `::part()`:'),
    memberTable('part', shared(base.parts), say),
    say(
      '`::part()` reaches only the elements that you have written yourself. An empty `<etalase-shop>` writes its elements itself; there use the properties below.',
    ),

    `## ${elementsTitle}`,
    table(
      [say('element'), say('what it shows')],
      elements.map(({ tag, description }) => [
        inPage(headingOf(tag)),
        firstSentence(say(description)),
      ]),
    ),
    ...elements.map((element) => renderElement(element, language, say)),

    `## ${coloursTitle}`,
    say('Set some of these properties in your page’s CSS; all elements use them.'),
    table(
      [say('property'), say('what it sets'), say('light'), say('dark')],
      base.properties.map(({ name, description }) => {
        const value = (of: ReadonlyMap<string, string>): string =>
          code((of.get(name) ?? '').replace('inherit', ''));
        return [code(name), say(description), value(defaults.light), value(defaults.dark)];
      }),
    ),
    block(COLOURS, language),

    `## ${cardsTitle}`,
    say(
      'A `<template>` in `<etalase-products>` replaces the card; in `<etalase-slides>` it replaces the slide. These attributes bind your HTML to the shop’s data, which always becomes text or an http(s) address, never HTML:',
    ),
    meaningTable('attribute', BINDINGS, say),
    block(OWN_CARDS, language),
    say(
      'A tap anywhere on the card opens the details. With an `<a data-href="url_produk">` shoppers can also choose it by keyboard.',
    ),
    say('A product has these values:'),
    meaningTable('value', PRODUCT_VALUES, say),
    say('A slide has these values:'),
    meaningTable('value', SLIDE_VALUES, say),

    `## ${eventsTitle}`,
    say(
      'All events reach `document`. To cancel one, call `event.preventDefault()`: then your page decides what happens. This example sends an order by WhatsApp; insert your own number:',
    ),
    block(EVENTS, language),
    '### `etalase-select`',
    say(
      'The shopper has chosen a product or a category. `event.product` is the product; `event.category` is the category, or `null` for “All”.',
    ),
    '### `etalase-buy`',
    say(
      'The shopper has tapped the buy button. `event.product` is the product, `event.note` the size, the colour and the note, or the account that a top-up is for, and `event.href` the purchase page that opens unless you cancel.',
    ),
    '### `etalase-order`',
    say(
      'An order at the proxy was placed, or has changed: one event for each change. `event.order` has, among others, `id`, `status`, `title` (the product), `name` (the item) and `price` in rupiah, or `null` if the invoice sets it.',
    ),
    meaningTable('status', STATUSES, say),
    '### `etalase-error`',
    say(
      'An element could not show everything, or shows stale data. The shopper has been told in one sentence; this event is for your page. `event.code` is the reason, `event.element` the element.',
    ),
    meaningTable('code', ERROR_CODES, say),

    `## ${textsTitle}`,
    say(
      'You can replace every text by its name, as JSON with single quotes around the attribute and double quotes inside. Keep words in braces such as `{n}`: they are filled in.',
    ),
    block(OWN_TEXTS, language),
    ...textGroups.map(({ title, texts }) =>
      blocks(
        `### ${say(title)}`,
        table(
          [say('name'), say('Indonesian'), say('English')],
          texts.map(([name, ...words]) => [code(name), ...words]),
        ),
      ),
    ),

    `## ${editors}`,
    say(
      'The package has data for editors: they complete elements and attributes, and explain them. JetBrains’ editors find it by themselves. For VS Code write this into `.vscode/settings.json`:',
    ),
    '```json\n{\n  "html.customData": ["./node_modules/etalase/dist/html.vscode.json"],\n  "css.customData": ["./node_modules/etalase/dist/css.vscode.json"]\n}\n```',
    say(
      'Without npm, put the two files beside your page and write their paths. `llms-full.txt` is this reference with finished pages, for a machine that writes your page.',
    ),
  );
}
