/**
 * Writes a first catalogue file from the suppliers' lists: one entry for each product. Equal titles are only
 * proposed for merging, since equal names may be different goods.
 */
import { writeFileSync } from 'node:fs';
import type { ShelfEntry } from '../../shelf/entries.js';
import type { CommandContext } from '../command-context.js';
import { stripControlCharacters } from '../list-output.js';
import type { CommandShelf } from './read-shelf.js';

/** @returns the exit code: 1 where the file exists already */
export async function suggestCatalog(
  { shelf }: CommandShelf,
  { print, printError }: Pick<CommandContext, 'print' | 'printError'>,
  out: string | undefined,
): Promise<number> {
  const { entries } = await shelf.list();
  const own = entries.filter(({ index }) => index === null);
  const products = toEntries(own);
  const text = `${JSON.stringify({ categories: [], products }, null, 2)}\n`;
  if (out === undefined) print(text.trimEnd());
  else {
    try {
      writeFileSync(out, text, { flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      printError(`${out} sudah ada, tidak ditimpa. / ${out} exists, and is not written over.`);
      return 1;
    }
    printError(`Ditulis / Written: ${out}. ETALASE_CATALOG=${out}`);
  }
  for (const proposal of proposeMerges(own)) printError(proposal);
  return 0;
}

/** An id from the title where no other has it; a second one names its supplier. */
function toEntries(entries: readonly ShelfEntry[]): readonly object[] {
  const ids = new Set<string>();
  return entries.map(({ title, category, suppliers }) => {
    const [supplier] = suppliers;
    const word = slugOf(title);
    const ownWord = `${word}-${supplier?.provider ?? ''}`;
    const id = [word, ownWord, `${ownWord}-${String(ids.size)}`].find((each) => !ids.has(each));
    ids.add(id ?? '');
    return {
      id,
      title,
      category,
      suppliers: suppliers.map(({ provider, product }) => ({ provider, product })),
    };
  });
}

const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40) || 'produk';

/** Products of equal titles, as the list of suppliers that would make them one. */
function proposeMerges(entries: readonly ShelfEntry[]): readonly string[] {
  const byTitle = new Map<string, ShelfEntry[]>();
  for (const entry of entries) {
    const key = slugOf(entry.title);
    byTitle.set(key, [...(byTitle.get(key) ?? []), entry]);
  }
  const proposals = [...byTitle.values()].filter(({ length }) => length > 1);
  if (proposals.length === 0) return [];
  return [
    'Judulnya sama; gabungkan sendiri bila barangnya memang sama:',
    'Equal titles; merge them yourself where they are the same goods:',
    ...proposals.map((same) =>
      stripControlCharacters(
        `  ${same[0]?.title ?? ''}: "suppliers": ${JSON.stringify(
          same.flatMap(({ suppliers }) =>
            suppliers.map(({ provider, product }) => ({ provider, product })),
          ),
        )}`,
      ),
    ),
  ];
}
