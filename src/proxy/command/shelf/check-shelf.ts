/** What `etalase check` tells of the shelf: parts of the catalogue file that are left out, and other bests. */
import type { Settings } from '../../config/settings.js';
import type { Platform } from '../../platform.js';
import type { Provider } from '../../providers/provider.js';
import { ProblemError } from '../../problem.js';
import {
  findProductFaults,
  findRepeatedParts,
  findUnlistedProducts,
} from '../../shelf/catalog-faults.js';
import type { ShelfOffer } from '../../shelf/rows.js';
import type { OpenProduct } from '../../shelf/shelf.js';
import { note, passed, type Finding } from '../finding.js';
import { formatRupiah } from '../format.js';
import { stripControlCharacters } from '../list-output.js';
import { describeFault } from './describe-fault.js';
import { openCommandShelf } from './read-shelf.js';

/** products without an entry that are compared: each costs two calls */
const MAX_COMPARED = 20;

export async function checkShelf(settings: Settings, platform: Platform): Promise<Finding[]> {
  const { shelf, catalog, providers } = openCommandShelf(settings, platform);
  try {
    const { entries, file } = await shelf.list();
    const named = entries.filter(({ index }) => index !== null);
    const others = entries.filter(
      ({ index, suppliers }) =>
        index === null && suppliers.some(({ provider }) => providers.get(provider)?.listBest),
    );
    const faults = [
      ...findRepeatedParts(file),
      ...findUnlistedProducts(file, await catalog.products()),
    ];
    const differences: string[] = [];
    for (const entry of [...named, ...others.slice(0, MAX_COMPARED)]) {
      const product = await shelf.open(entry).catch(ignoreProblem);
      if (!product) continue;
      faults.push(...findProductFaults(file, product));
      for (const provider of providers.values())
        differences.push(...(await compareBest(provider, product)));
    }
    const lines = faults.flatMap((fault) => describeFault(file, fault));
    return [
      ...(file.products.length > 0 ? [toFinding(['Katalog', 'Catalogue'], lines)] : []),
      ...(differences.length > 0
        ? [toFinding(['Termurah menurut pemasok', 'Cheapest by the supplier'], differences)]
        : []),
    ];
  } catch (error) {
    // A supplier that cannot be read is told of by its own finding.
    if (error instanceof ProblemError) return [];
    throw error;
  }
}

function ignoreProblem(error: unknown): null {
  if (error instanceof ProblemError) return null;
  throw error;
}

const toFinding = ([id, en]: readonly [string, string], lines: readonly string[]): Finding =>
  lines.length === 0 ? passed(id, en) : { ...note(id, en, { id: '', en: '' }), explanation: lines };

/** Where the supplier's own best differs in cost from ours, which holds. */
async function compareBest(provider: Provider, { sources, rows }: OpenProduct): Promise<string[]> {
  const offers = rows.flatMap(({ offer, others }) => [offer, ...others]);
  const lines: string[] = [];
  for (const source of sources) {
    if (source.provider !== provider.name || !provider.listBest) continue;
    const read = await provider.listBest(source.detail.code);
    if (read.kind === 'failed') continue;
    for (const best of read.value) {
      const own = offers.find(
        (offer) => offer.source === source && offer.item.name.trim() === best.name.trim(),
      );
      if (own && differs(own, best.cost))
        lines.push(
          stripControlCharacters(
            `${best.name}: ${best.code} ${formatRupiah(best.cost)}; kami / ours: ${own.item.code} ${formatRupiah(own.item.cost)}`,
          ),
        );
    }
  }
  return lines;
}

/** Offers stand in order, so that the first of a name is our best. */
const differs = ({ item }: ShelfOffer, cost: number): boolean => item.cost !== cost;
