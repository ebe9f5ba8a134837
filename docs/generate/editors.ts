/** Renders what editors know of the elements: VS Code's custom data and JetBrains' web types. */
import type { ElementEntry, Member } from './elements.js';
import type { Say } from './reference-element.js';

interface Described {
  readonly name: string;
  readonly description: string;
}

/** Both languages: an editor does not tell which one its user reads. */
const inBoth = (english: string, toIndonesian: Say): string =>
  `${toIndonesian(english)}\n\n${english}`;

const describe = ({ name, description }: Described, toIndonesian: Say): Described => ({
  name,
  description: inBoth(description, toIndonesian),
});

const namesOf = (values: readonly string[]) => values.map((name) => ({ name }));

/** `html.customData` of VS Code, version 1.1. */
export const htmlData = (elements: readonly ElementEntry[], toIndonesian: Say): object => ({
  version: 1.1,
  tags: elements.map((element) => ({
    name: element.tag,
    description: { kind: 'markdown', value: inBoth(element.description, toIndonesian) },
    attributes: element.attributes.map(({ name, description, values }) => ({
      name,
      description: { kind: 'markdown', value: inBoth(description, toIndonesian) },
      ...(values.length > 0 && { values: namesOf(values) }),
    })),
  })),
});

/** Every part of all elements once, with the elements that have it. */
function partOwners(elements: readonly ElementEntry[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { tag, parts } of elements) {
    for (const { name } of parts) owners.set(name, [...(owners.get(name) ?? []), `<${tag}>`]);
  }
  return owners;
}

const propertiesOf = ([first]: readonly ElementEntry[]): readonly Member[] =>
  first?.properties ?? [];

/** `css.customData` of VS Code, version 1.1. */
export const cssData = (elements: readonly ElementEntry[], toIndonesian: Say): object => ({
  version: 1.1,
  properties: propertiesOf(elements).map((row) => describe(row, toIndonesian)),
  pseudoElements: Array.from(partOwners(elements), ([name, owners]) => ({
    name: `::part(${name})`,
    description: owners.join(', '),
  })),
});

/** Web types, the format of JetBrains' editors. */
export const webTypes = (
  elements: readonly ElementEntry[],
  version: string,
  toIndonesian: Say,
): object => {
  const describeAll = (rows: readonly Described[]): readonly Described[] =>
    rows.map((row) => describe(row, toIndonesian));
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: 'etalase',
    version,
    'js-types-syntax': 'typescript',
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: elements.map((element) => ({
          name: element.tag,
          description: inBoth(element.description, toIndonesian),
          attributes: element.attributes.map((attribute) => ({
            ...describe(attribute, toIndonesian),
            value: { type: attribute.type },
            ...(attribute.defaultValue !== null && { default: attribute.defaultValue }),
          })),
          slots: describeAll(element.slots),
          js: { events: describeAll(element.events) },
          css: { parts: describeAll(element.parts), properties: describeAll(element.properties) },
        })),
      },
    },
  };
};
