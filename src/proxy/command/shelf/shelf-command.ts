/**
 * `etalase shelf`: what shoppers see of the suppliers' lists, with costs and margins, and what they do not
 * see. `etalase shelf suggest` writes a first catalogue file. Both only read.
 */
import { parseArgs } from 'node:util';
import { readSettings } from '../../config/settings.js';
import {
  findProductFaults,
  findRepeatedParts,
  findUnlistedProducts,
} from '../../shelf/catalog-faults.js';
import type { ShelfEntry } from '../../shelf/entries.js';
import type { ShelfOffer, ShelfRow } from '../../shelf/rows.js';
import type { OpenProduct } from '../../shelf/shelf.js';
import { ProblemError } from '../../problem.js';
import type { UnsoldReason } from '../../providers/provider.js';
import { loadEnvironment, type CommandContext } from '../command-context.js';
import { fit, formatJson } from '../list-output.js';
import { UsageError } from '../usage-error.js';
import { describeFault } from './describe-fault.js';
import { openCommandShelf, readStops, type CommandShelf } from './read-shelf.js';
import { suggestCatalog } from './suggest.js';

const OPTIONS = {
  env: { type: 'string' },
  json: { type: 'boolean' },
  out: { type: 'string' },
} as const;

/** @returns the exit code: 1 where there is no such product */
export async function runShelf(args: string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [what, ...extraArguments] = positionals;
  const isSuggestion = what === 'suggest';
  if (extraArguments.length > 0 || (values.out !== undefined && !isSuggestion))
    throw new UsageError(positionals.join(' '));
  const settings = readSettings(loadEnvironment(context.env, values.env));
  const opened = openCommandShelf(settings, context.platform, await readStops(settings));
  if (isSuggestion) return suggestCatalog(opened, context, values.out);
  const { entries } = await opened.shelf.list();
  if (what === undefined) {
    await showEntries(opened, entries, values.json === true, context);
    await showUnlisted(opened, values.json === true, context);
    return 0;
  }
  const chosen = entries.filter((entry) => isNamed(entry, what));
  if (chosen.length === 0) {
    context.print(`Tidak ada di etalase: ${what}. / Not on the shelf: ${what}.`);
    return 1;
  }
  await showEntries(opened, chosen, values.json === true, context);
  return 0;
}

type Output = Pick<CommandContext, 'print' | 'printError'>;

async function showEntries(
  opened: CommandShelf,
  entries: readonly ShelfEntry[],
  isJson: boolean,
  { print, printError }: Output,
): Promise<void> {
  const { file } = await opened.shelf.list();
  const rows: object[] = [];
  // One after another, within the suppliers' limits.
  for (const entry of entries) {
    const product = entry.hidden ? null : await openOrNull(opened, entry);
    if (isJson) rows.push(...toJsonRows(entry, product));
    else print(describeProduct(entry, product));
    const faults = product ? findProductFaults(file, product) : [];
    faults.flatMap((fault) => describeFault(file, fault)).forEach((words) => printError(words));
  }
  if (isJson) print(formatJson(rows));
}

/** What the file says twice or no supplier lists, and what the suppliers list and the shelf does not. */
async function showUnlisted(
  opened: CommandShelf,
  isJson: boolean,
  { print, printError }: Output,
): Promise<void> {
  const { file } = await opened.shelf.list();
  const faults = findUnlistedProducts(file, await opened.catalog.products());
  [...findRepeatedParts(file), ...faults]
    .flatMap((fault) => describeFault(file, fault))
    .forEach((words) => printError(words));
  const unsold = isJson ? [] : await describeUnsold(opened);
  if (unsold.length > 0) print(unsold.join('\n'));
}

const isNamed = ({ id, suppliers }: ShelfEntry, what: string): boolean =>
  id === what || suppliers.some(({ provider, product }) => `${provider}:${product}` === what);

/** `null` while no supplier of it can be read. */
async function openOrNull({ shelf }: CommandShelf, entry: ShelfEntry): Promise<OpenProduct | null> {
  try {
    return await shelf.open(entry);
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

const NUMBER = new Intl.NumberFormat('id-ID');
const NAME_COLUMNS = 46;
const AMOUNT_COLUMNS = 11;

const amount = (rupiah: number | null): string =>
  (rupiah === null ? '–' : NUMBER.format(rupiah)).padStart(AMOUNT_COLUMNS);

const line = (name: string, ...amounts: readonly string[]): string =>
  `${fit(name, NAME_COLUMNS)}${amounts.join('')}`.trimEnd();

function describeProduct(entry: ShelfEntry, product: OpenProduct | null): string {
  const words = [
    `${entry.id}: ${entry.title} (${entry.category})`,
    ...(entry.popular ? ['populer / popular'] : []),
    ...(entry.hidden ? ['disembunyikan / hidden'] : []),
    ...(product === null && !entry.hidden ? ['tidak terbaca / cannot be read'] : []),
  ];
  const rows = product?.rows ?? [];
  return [
    '',
    fit(words.join(', '), 80).trimEnd(),
    ...(rows.length === 0
      ? []
      : [
          line(
            '',
            ...['harga/price', 'modal/cost', 'margin'].map((word) => word.padStart(AMOUNT_COLUMNS)),
          ),
        ]),
    ...rows.flatMap((row, index) => [
      ...(row.group !== null && row.group !== rows[index - 1]?.group
        ? [fit(`  ${row.group}`, 80).trimEnd()]
        : []),
      line(`    ${row.name}`, amount(row.offer.price)),
      ...offersOf(row).map(describeOffer),
    ]),
  ].join('\n');
}

const offersOf = ({ offer, others }: ShelfRow): readonly ShelfOffer[] => [offer, ...others];

const marginOf = ({ price, item: { cost } }: ShelfOffer): number | null =>
  price === null || cost === null ? null : price - cost;

function describeOffer(offer: ShelfOffer): string {
  const { source, item, price, isAvailable } = offer;
  const state = isAvailable ? '' : item.available ? ' (mati/off)' : ' (habis/sold out)';
  const name = `      ${source.provider} ${item.code}`;
  return line(
    `${fit(name, NAME_COLUMNS - state.length)}${state}`,
    amount(price),
    amount(item.cost),
    amount(marginOf(offer)),
  );
}

const toJsonRows = (
  { id, title, category, hidden }: ShelfEntry,
  product: OpenProduct | null,
): object[] =>
  product === null
    ? [{ id, title, category, hidden, item: null }]
    : product.rows.flatMap((row) =>
        offersOf(row).map((offer, index) => ({
          id,
          title,
          category,
          hidden,
          item: row.id,
          name: row.name,
          group: row.group,
          shown: index === 0,
          provider: offer.source.provider,
          product: offer.source.detail.code,
          code: offer.item.code,
          price: offer.price,
          cost: offer.item.cost,
          margin: marginOf(offer),
          available: offer.isAvailable,
        })),
      );

const UNSOLD_WORDS: Readonly<Record<UnsoldReason, string>> = {
  unknown_form: 'formulir asing / unknown form',
  foreign_country: 'negara lain / other country',
  foreign_currency: 'mata uang lain / other currency',
  inactive: 'nonaktif / inactive',
  no_price: 'tanpa harga / no price',
  needs_inquiry: 'tagihan / a bill',
};

/** What the suppliers list, and the shelf does not. */
async function describeUnsold({ providers }: CommandShelf): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const provider of providers.values()) {
    const read = await provider.listUnsold();
    if (read.kind === 'failed') lines.push(`  ${provider.name}: tidak terbaca / cannot be read`);
    else
      for (const { code, title, reason } of read.value)
        lines.push(
          `${fit(`  ${provider.name}:${code} ${title}`, NAME_COLUMNS)} ${UNSOLD_WORDS[reason]}`,
        );
  }
  return lines.length === 0 ? [] : ['', 'Tidak dijual / Not sold', ...lines];
}
