/** The shelf as a command reads it: the suppliers' lists now, and the store's switches; it writes nothing. */
import { createCatalog } from '../../catalog/catalog.js';
import type { Settings } from '../../config/settings.js';
import { createImages } from '../../images/images.js';
import type { Platform } from '../../platform.js';
import { createProviders } from '../../providers/create-providers.js';
import { createPrices } from '../../quote/margin.js';
import { createCatalogHolder } from '../../shelf/catalog-holder.js';
import { createShelf } from '../../shelf/shelf.js';
import { openCurrentDatabase } from '../../store/database.js';
import type { SupplySource } from '../../supply/require-sold.js';
import type { SupplierRow, SwitchRow } from '../../store/tables.js';
import { listSuppliers, listSwitches } from '../../supply/supply-store.js';
import { CLOSED_COST } from '../../supply/supply.js';
import { switchesFor } from '../../supply/switches.js';
import { isDatabaseAbsent } from '../open-existing-database.js';

/** of each call */
const TIMEOUT_MS = 15_000;

interface StoredStops {
  readonly switches: readonly SwitchRow[];
  readonly suppliers: readonly SupplierRow[];
}

const NOTHING_OFF: StoredStops = { switches: [], suppliers: [] };

/** @param stops what is not sold now, as far as it matters */
export function openCommandShelf(
  settings: Settings,
  platform: Platform,
  { switches, suppliers }: StoredStops = NOTHING_OFF,
) {
  const providers = createProviders(settings, platform, TIMEOUT_MS);
  const catalog = createCatalog(providers.values(), platform);
  const holder = createCatalogHolder(settings.catalog);
  const supply: SupplySource = {
    limitsOf: ({ name }, product) => {
      const shelfId = holder.idOf(name, product);
      const off = switchesFor(switches, name, product, shelfId, platform.now());
      const isStopped = suppliers.some(({ provider, stop }) => provider === name && stop !== null);
      const maxCost = off.length > 0 || isStopped ? CLOSED_COST : Infinity;
      return Promise.resolve({ maxCost, notice: off.find(({ say }) => say !== null)?.say ?? null });
    },
    reportShort: () => Promise.resolve(),
  };
  const prices = createPrices(settings.margin);
  const { images: folder, publicUrl } = settings;
  const images = createImages({ folder, publicUrl, onLeftOut: () => undefined });
  const catalogFile = holder.current;
  const shelf = createShelf({ catalog, providers, supply, prices, catalogFile, images });
  return { providers, catalog, shelf };
}

export type CommandShelf = ReturnType<typeof openCommandShelf>;

/** The switches and stopped suppliers of the store; none before it is made. */
export async function readStops({ database, language }: Settings): Promise<StoredStops> {
  if (isDatabaseAbsent(database)) return NOTHING_OFF;
  const { db } = await openCurrentDatabase(database, language);
  try {
    return { switches: await listSwitches(db), suppliers: await listSuppliers(db) };
  } finally {
    await db.destroy();
  }
}
