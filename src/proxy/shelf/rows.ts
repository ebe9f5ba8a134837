/**
 * The rows of one product: what each supplier sells under exactly the same name is one item, and across
 * suppliers only what the catalogue file names together. Pure functions.
 */
import type { CatalogEntryItem } from '../config/catalog-file.js';
import type { ProviderName } from '../contract.js';
import type { ProviderFacts, ProviderItem, ProviderProductDetail } from '../providers/provider.js';
import type { PriceItem } from '../quote/margin.js';
import { isSold, type SaleLimits } from '../supply/supply.js';
import { supplierId, type ShelfSupplier } from './entries.js';
import { headingKey, headingOf } from './headings.js';
import { regionOf } from './regions.js';

/** A supplier whose fields match, and what it lists now. */
export interface ShelfSource extends Pick<ShelfSupplier, 'isFurther'> {
  readonly provider: ProviderName;
  readonly facts: Pick<ProviderFacts, 'canQueryByReference' | 'paidBy'>;
  readonly detail: ProviderProductDetail;
  readonly limits: SaleLimits;
  /** the supplier's name of each field, by the shelf's */
  readonly fieldNames: Readonly<Record<string, string>>;
}

export interface ShelfOffer {
  readonly source: ShelfSource;
  readonly item: ProviderItem;
  /** for the shopper; `null` where the supplier alone sets it */
  readonly price: number | null;
  /** listed as available, and sold now */
  readonly isAvailable: boolean;
}

export interface ShelfRow {
  readonly id: string;
  readonly name: string;
  readonly group: string | null;
  /** the best one, which is shown and quoted */
  readonly offer: ShelfOffer;
  /** the others, in the order in which they take its place */
  readonly others: readonly ShelfOffer[];
}

/** Why an item of the catalogue file is left out, in whole or for one supplier. */
export interface LeftOutItem {
  /** place in the entry's items */
  readonly index: number;
  readonly provider: ProviderName | null;
  readonly reason: 'unlisted' | 'taken' | 'regions';
}

interface NamedOffers {
  readonly name: string;
  readonly offers: ShelfOffer[];
}

export function toRows(
  items: readonly CatalogEntryItem[],
  sources: readonly ShelfSource[],
  priceItem: PriceItem,
): { readonly rows: readonly ShelfRow[]; readonly leftOut: readonly LeftOutItem[] } {
  const bySource = sources.map((source) => ({
    source,
    named: groupByName(source, priceItem),
  }));
  const taken = new Set<NamedOffers>();
  const leftOut: LeftOutItem[] = [];
  const rows: ShelfRow[] = [];

  items.forEach(({ name, group, suppliers }, index) => {
    const found: NamedOffers[] = [];
    for (const { source, named } of bySource) {
      const code = suppliers[source.provider];
      const own = named.find(({ offers }) => offers.some(({ item }) => item.code === code));
      if (own) found.push(own);
    }
    const free = found.filter((own) => !taken.has(own));
    if (free.length < found.length) leftOut.push({ index, provider: null, reason: 'taken' });
    const offers = free.flatMap((own) => own.offers);
    const regions = new Set(offers.flatMap((offer) => offerRegion(offer) ?? []));
    if (regions.size > 1) {
      leftOut.push({ index, provider: null, reason: 'regions' });
      return;
    }
    for (const provider of unlisted(suppliers, sources, offers, found.length > free.length))
      leftOut.push({ index, provider, reason: 'unlisted' });
    const row = toRow(name, name, group ?? headingOf(name), offers);
    if (!row) return;
    free.forEach((own) => taken.add(own));
    rows.push(row);
  });

  for (const { source, named } of bySource) {
    for (const own of named) {
      if (taken.has(own)) continue;
      const plainId = supplierId(source.provider, own.name);
      // Whichever products are read now, an id never names an item of another one.
      const id = source.isFurther ? `${plainId} ${source.detail.code}` : plainId;
      const row = toRow(id, own.name, headingOf(own.name), own.offers);
      if (row) rows.push(row);
    }
  }
  return { rows: inOrder(rows), leftOut };
}

/** The suppliers that are read, and do not sell what the file names. */
const unlisted = (
  codes: CatalogEntryItem['suppliers'],
  sources: readonly ShelfSource[],
  offers: readonly ShelfOffer[],
  isTaken: boolean,
): ProviderName[] =>
  isTaken
    ? []
    : sources.flatMap(({ provider }) =>
        codes[provider] !== undefined && !offers.some(({ source }) => source.provider === provider)
          ? [provider]
          : [],
      );

function groupByName(source: ShelfSource, priceItem: PriceItem): readonly NamedOffers[] {
  const { provider, detail, limits } = source;
  const byName = new Map<string, NamedOffers>();
  for (const item of detail.items) {
    // Nothing is sold for free.
    if (item.cost !== null && item.cost <= 0) continue;
    const price = item.cost === null ? null : priceItem(provider, detail.code, item.cost);
    const isAvailable = item.available && isSold(limits, item.cost);
    const name = item.name.trim();
    const known = byName.get(name) ?? { name, offers: [] };
    known.offers.push({ source, item, price, isAvailable });
    byName.set(name, known);
  }
  return [...byName.values()];
}

const offerRegion = ({ item, source }: ShelfOffer): string | null =>
  regionOf(item.name) ?? regionOf(source.detail.title);

function toRow(
  id: string,
  name: string,
  group: string | null,
  offers: readonly ShelfOffer[],
): ShelfRow | null {
  const [offer, ...others] = [...offers].sort(compareOffers);
  return offer ? { id, name, group, offer, others } : null;
}

/** Available before cheap; among equals the faster, then the one that can be looked up by reference. */
function compareOffers(a: ShelfOffer, b: ShelfOffer): number {
  return (
    Number(b.isAvailable) - Number(a.isAvailable) ||
    compareAmounts(a.price, b.price) ||
    compareAmounts(a.item.cost, b.item.cost) ||
    compareAmounts(a.item.seconds, b.item.seconds) ||
    Number(b.source.facts.canQueryByReference) - Number(a.source.facts.canQueryByReference)
  );
}

/** What is not known comes last. */
function compareAmounts(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a - b;
}

/** Headings as they are first seen, items without one at the end; within each the cheapest first. */
function inOrder(rows: readonly ShelfRow[]): readonly ShelfRow[] {
  const headings = new Map<string, string>();
  for (const { group } of rows) {
    if (group !== null && !headings.has(headingKey(group))) headings.set(headingKey(group), group);
  }
  const order = [...headings.keys()];
  const placeOf = ({ group }: ShelfRow): number =>
    group === null ? order.length : order.indexOf(headingKey(group));
  return rows
    .map((row) => ({
      ...row,
      group: row.group === null ? null : (headings.get(headingKey(row.group)) ?? row.group),
    }))
    .sort(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        Number(b.offer.isAvailable) - Number(a.offer.isAvailable) ||
        compareAmounts(a.offer.price, b.offer.price),
    );
}
