/** Reads the files of the settings again while the proxy runs; a broken one changes nothing. */
import type { CatalogFile } from './config/catalog-file.js';
import { formatJsonPath } from './config/json-places.js';
import type { MarginRules } from './config/margin-rules.js';
import type { Settings } from './config/settings.js';
import { SettingsError } from './config/settings-error.js';
import { getShopFact, setShopFact } from './ledger/shop-facts.js';
import type { Log } from './observability/log.js';
import type { Database } from './store/database.js';

export type ReloadResult =
  | { readonly kind: 'reloaded' }
  /** `sentences`: each mistake, as at the start */
  | { readonly kind: 'kept'; readonly sentences: readonly string[] };

export type ReloadedFiles = Pick<Settings, 'margin' | 'catalog'>;

export interface ReloadParts {
  /** @throws SettingsError */
  readonly readFiles: () => ReloadedFiles;
  readonly replaceRules: (rules: MarginRules) => void;
  readonly replaceCatalog: (file: CatalogFile) => void;
  readonly log: Log;
}

/** Never throws: orders go on, whatever the files hold at this moment. */
export function reloadFiles({
  readFiles,
  replaceRules,
  replaceCatalog,
  log,
}: ReloadParts): ReloadResult {
  try {
    const { margin, catalog } = readFiles();
    replaceRules(margin);
    replaceCatalog(catalog);
    log.info('reloaded');
    logRepeats(catalog, log);
    return { kind: 'reloaded' };
  } catch (error) {
    log.warn('reloaded', { code: 'kept' });
    if (error instanceof SettingsError) return { kind: 'kept', sentences: error.sentences };
    log.error('unexpected', { code: 'reload' }, error);
    return { kind: 'kept', sentences: [] };
  }
}

/** Tells what of the catalogue file is left out because it stands there twice. */
export function logRepeats({ repeats }: Pick<CatalogFile, 'repeats'>, log: Log): void {
  for (const { path } of repeats) log.warn('catalog', { code: formatJsonPath(path) });
}

const FACT_NAME = 'reload_requested';

/** Asks all running proxies of this store to reload. */
export const requestReload = ({ db }: Database, now: number): Promise<unknown> =>
  setShopFact(db, { name: FACT_NAME, value: 'yes', at: now }, { replace: true });

/** @param startedAt earlier requests are over, ms since 1970 @returns whether there is a new request */
export function createReloadWatch({ db }: Database, startedAt: number): () => Promise<boolean> {
  let seenAt = startedAt;
  return async () => {
    const { at = seenAt } = (await getShopFact(db, FACT_NAME)) ?? {};
    const isNew = at > seenAt;
    seenAt = Math.max(at, seenAt);
    return isNew;
  };
}
