/** What the catalogue file names and is left out, in both languages, on lines of 80 columns. */
import type { CatalogFile } from '../../config/catalog-file.js';
import { formatJsonPath } from '../../config/json-places.js';
import type { CatalogFault } from '../../shelf/catalog-faults.js';
import { stripControlCharacters } from '../list-output.js';

const REASONS = {
  unlisted: ['tidak ada di daftar pemasoknya.', 'its supplier does not list it.'],
  taken: ['namanya sudah dipakai item lain.', 'another item has its name already.'],
  regions: ['barangnya beda wilayah.', 'its goods are of different regions.'],
} as const;

/** Where it stands, and why it is left out: one line each. */
export function describeFault(
  { placeOf }: Pick<CatalogFile, 'placeOf'>,
  { path, what, reason }: CatalogFault,
): readonly string[] {
  const { line } = placeOf(path);
  const [id, en] = sayReason(reason);
  return [`baris / line ${String(line)}, ${formatJsonPath(path)}`, `  ${what}: ${id} / ${en}`].map(
    stripControlCharacters,
  );
}

function sayReason(reason: CatalogFault['reason']): readonly [id: string, en: string] {
  if (typeof reason === 'string') return REASONS[reason];
  if ('field' in reason)
    return [`isian ${reason.field} tidak cocok.`, `its field ${reason.field} has no counterpart.`];
  const first = formatJsonPath(reason.first);
  return [`sudah ada di ${first}.`, `it stands in ${first} already.`];
}
