/** Reads the elements that a page may contain from the custom-elements manifest. */
import { z } from 'zod';

export interface Attribute {
  readonly name: string;
  /** The property that an assignment sets; `null` where the attribute is only read. */
  readonly property: string | null;
  /** `string`, `number`, or a union of literals */
  readonly type: string;
  /** The literals of a union; empty where any text is taken. */
  readonly values: readonly string[];
  readonly defaultValue: string | null;
  readonly description: string;
  /** Every element has it. */
  readonly isShared: boolean;
}

/** An event, slot, part or custom property. */
export interface Member {
  /** `''` for the slot without a name */
  readonly name: string;
  readonly description: string;
  /** The group of a part, of elements with many of them: the word before a colon. */
  readonly group: string | null;
  readonly isShared: boolean;
}

export interface ElementEntry {
  readonly tag: string;
  readonly className: string;
  /** for those who write pages; what follows an empty line is for those who write elements */
  readonly description: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly Member[];
  readonly slots: readonly Member[];
  readonly parts: readonly Member[];
  readonly properties: readonly Member[];
}

/** Opened by other elements, and written in no page. */
const INTERNAL = new Set([
  'etalase-missing',
  'etalase-photos',
  'etalase-sheet',
  'etalase-topup-section',
]);

const BASE_CLASS = 'EtalaseElement';

const member = z.object({
  name: z.string().default(''),
  description: z.string().default(''),
  inheritedFrom: z.object({ name: z.string() }).optional(),
});

const attribute = member.extend({
  fieldName: z.string().nullish(),
  default: z.string().optional(),
  type: z.object({ text: z.string() }).optional(),
});

const declaration = z.object({
  name: z.string(),
  tagName: z.string().optional(),
  description: z.string().default(''),
  attributes: z.array(attribute).default([]),
  events: z.array(member).default([]),
  slots: z.array(member).default([]),
  cssParts: z.array(member).default([]),
  cssProperties: z.array(member).default([]),
});

const manifestSchema = z.object({
  modules: z.array(z.object({ declarations: z.array(declaration).default([]) })),
});

const isShared = ({ inheritedFrom }: z.infer<typeof member>): boolean =>
  inheritedFrom?.name === BASE_CLASS;

const onOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

function toAttribute(row: z.infer<typeof attribute>): Attribute {
  const type = (row.type?.text ?? 'string').replace(/ \| null$/, '');
  return {
    name: row.name,
    property: row.fieldName ?? null,
    type,
    values: Array.from(type.matchAll(/'([^']*)'/g), ([, value = '']) => value),
    defaultValue: row.default ?? null,
    description: onOneLine(row.description),
    isShared: isShared(row),
  };
}

function toMember(row: z.infer<typeof member>): Member {
  const description = onOneLine(row.description);
  return { name: row.name, description, group: null, isShared: isShared(row) };
}

function toPart(row: z.infer<typeof member>): Member {
  const part = toMember(row);
  const [start, group] = /^([a-z]+): /.exec(part.description) ?? [''];
  if (group === undefined) return part;
  return { ...part, group, description: part.description.slice(start.length) };
}

export function readElements(manifest: unknown): readonly ElementEntry[] {
  const { modules } = manifestSchema.parse(manifest);
  return modules
    .flatMap(({ declarations }) => declarations)
    .flatMap(({ tagName: tag, name: className, ...row }) => {
      if (tag === undefined || INTERNAL.has(tag)) return [];
      const [description = ''] = row.description.split('\n\n');
      return {
        tag,
        className,
        description: onOneLine(description),
        attributes: row.attributes.map(toAttribute),
        events: row.events.map(toMember),
        slots: row.slots.map(toMember),
        parts: row.cssParts.map(toPart),
        properties: row.cssProperties.map(toMember),
      };
    });
}
