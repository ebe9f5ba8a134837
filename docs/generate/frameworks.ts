/** Types of the elements' attributes and properties, for the templates of frameworks. */
import type { Attribute, ElementEntry } from './elements.js';

/** Properties of these take more than their attributes do. */
const OBJECTS = new Map([['texts', 'string | Readonly<Record<string, unknown>>']]);

function typeOf({ name, values }: Attribute): string {
  if (values.length > 0) return values.map((value) => `'${value}'`).join(' | ');
  return OBJECTS.get(name) ?? 'string | number';
}

/** Frameworks set the property where there is one, else the attribute: both names do the same. */
const fieldsOf = (attribute: Attribute): string[] =>
  [...new Set([attribute.name, attribute.property ?? attribute.name])].map(
    (name) =>
      `    /** ${attribute.description} */\n    '${name}'?: ${typeOf(attribute)} | null | undefined;\n`,
  );

export const frameworkTypes = (elements: readonly ElementEntry[]): string =>
  `/** What each element takes, by its tag. */
export interface EtalaseAttributes {
${elements
  .map(
    ({ tag, description, attributes }) =>
      `  /** ${description} */\n  '${tag}': {\n${attributes.flatMap(fieldsOf).join('')}  };\n`,
  )
  .join('')}}
`;
