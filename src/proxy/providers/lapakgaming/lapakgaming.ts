/** Lapakgaming: games and vouchers, paid from the shop's deposit. */
import { createSwrCache } from '../../cache/swr-cache.js';
import type { Platform } from '../../platform.js';
import type { Settings } from '../../config/settings.js';
import { toQueryOutcome, toPlaceOutcome } from '../outcomes.js';
import { DAY_MS, MINUTE_MS } from '../../time.js';
import type { ReadResult } from '../../upstream/read-result.js';
import {
  UNTOLD_NICKNAME,
  type Placement,
  type Provider,
  type ProviderProduct,
  type ProviderProductDetail,
  type Unsold,
  type UnsoldReason,
} from '../provider.js';
import { kindByWords } from '../product-kind.js';
import { COUNTRY, createClient } from './client.js';
import { toFields } from './fields.js';
import { readQueryAnswer, readPlaceAnswer } from './outcomes.js';
import type { Category, Product } from './schemas.js';

/** Categories change rarely, and one answer serves every product. */
const CATEGORY_CACHE_OPTIONS = {
  freshMs: 10 * MINUTE_MS,
  staleMs: DAY_MS,
  failureTtlMs: 5_000,
  maxEntries: 1,
};

export function createLapakgaming(
  settings: NonNullable<Settings['lapakgaming']>,
  platform: Platform,
  timeoutMs: number,
): Provider {
  const client = createClient(settings, platform, timeoutMs);
  const categoryCache = createSwrCache(
    async () => {
      const read = await client.categories();
      return read.kind === 'failed' ? read : { kind: 'read', value: read.value.categories };
    },
    platform,
    CATEGORY_CACHE_OPTIONS,
  );

  async function listSold(): Promise<ReadResult<readonly Category[]>> {
    const all = await categoryCache.get('');
    if (all.kind === 'failed') return all;
    return { kind: 'read', value: all.value.filter((each) => unsoldReason(each) === null) };
  }

  async function findCategory(
    wanted: string,
  ): Promise<ReadResult<{ readonly category: Category; readonly product: ProviderProduct }>> {
    const sold = await listSold();
    if (sold.kind === 'failed') return sold;
    const category = sold.value.find(({ code }) => code === wanted);
    return category
      ? { kind: 'read', value: { category, product: toProduct(category, sold.value) } }
      : { kind: 'failed', code: 'not-found' };
  }

  return {
    name: 'lapakgaming',
    facts: {
      // Public clients disagree whether a repeated reference makes a second order.
      isIdempotent: false,
      canQueryByReference: true,
      rejectsChangedPrice: true,
      paidBy: 'saldo',
      canReadDeposit: true,
    },

    async listProducts() {
      const sold = await listSold();
      if (sold.kind === 'failed') return sold;
      return { kind: 'read', value: sold.value.map((each) => toProduct(each, sold.value)) };
    },

    async listUnsold() {
      const all = await categoryCache.get('');
      if (all.kind === 'failed') return all;
      return { kind: 'read', value: all.value.flatMap((each) => toUnsold(each, unsoldReason)) };
    },

    async getProduct(code) {
      const categoryRead = await findCategory(code);
      if (categoryRead.kind === 'failed') return categoryRead;
      const productsRead = await client.products(code);
      if (productsRead.kind === 'failed') return productsRead;
      const { category, product } = categoryRead.value;
      return {
        kind: 'read',
        value: toProductDetail(category, product, productsRead.value.products),
      };
    },

    async listBest(code) {
      const read = await client.bestProducts(code);
      if (read.kind === 'failed') return read;
      return {
        kind: 'read',
        value: read.value.map(({ code: item, name, price: cost }) => ({ code: item, name, cost })),
      };
    },

    async getNickname(product, { user_id, additional_id }) {
      const categoryRead = await findCategory(product);
      if (categoryRead.kind === 'failed') return categoryRead;
      if (!categoryRead.value.category.check_id || !user_id) return UNTOLD_NICKNAME;
      return client.checkAccount({
        category_code: product,
        user_id,
        ...(additional_id && { additional_id }),
      });
    },

    msUntilPlaceable: () => client.msUntilPlaceable(),

    async placeOrder(placement) {
      if (placement.cost === null) {
        return { kind: 'refused', reason: 'price_moved', code: 'no price' };
      }
      return toPlaceOutcome(
        await client.order(toOrderBody(placement, placement.cost)),
        readPlaceAnswer,
      );
    },

    async queryOrder(order) {
      const query = order.handle
        ? { tid: order.handle }
        : { partner_reference_id: order.reference };
      return toQueryOutcome(await client.orderStatus(query), (answer) =>
        readQueryAnswer(order, answer),
      );
    },

    checkAccess: () => client.balance(),
    invalidateCatalog: () => categoryCache.expireAll(),
  };
}

const isSoldHere = (country: string | null | undefined) =>
  !country || country.toLowerCase() === COUNTRY;

function unsoldReason(category: Category): UnsoldReason | null {
  if (!isSoldHere(category.country_code)) return 'foreign_country';
  return toFields(category) === null ? 'unknown_form' : null;
}

function toUnsold<T extends { readonly code: string; readonly name: string }>(
  row: T,
  reasonOf: (row: T) => UnsoldReason | null,
): Unsold[] {
  const reason = reasonOf(row);
  return reason === null ? [] : [{ code: row.code, title: row.name, reason }];
}

/** Appends the variant to a name that several categories share. */
function toProduct(category: Category, all: readonly Category[]): ProviderProduct {
  const { code, name, variant } = category;
  const repeats = all.filter((each) => each.name === name).length > 1;
  return {
    code,
    title: repeats && variant ? `${name} ${variant}` : name,
    kind: kindOf(category),
  };
}

/** What asks for an account, and is named as nothing else, is a game. */
const kindOf = ({ name, variant, forms }: Category) =>
  kindByWords(variant, name) ?? (forms?.length ? 'game' : 'other');

function toProductDetail(
  category: Category,
  listed: ProviderProduct,
  products: readonly Product[],
): ProviderProductDetail {
  const ownProducts = products.filter(
    ({ category_code }) => !category_code || category_code === category.code,
  );
  return {
    ...listed,
    description: null,
    instruction: null,
    fields: toFields(category) ?? [],
    items: ownProducts.flatMap((product) => {
      const { code, name, price, process_time: seconds, status } = product;
      if (price === null || !isSoldHere(product.country_code)) return [];
      const available = status.toLowerCase() === 'available';
      return { code, name, cost: price, available, seconds: seconds ?? null };
    }),
    unsold: ownProducts.flatMap((product) => toUnsold(product, unsoldItemReason)),
  };
}

/** Products of one name and different countries are different goods, in different currencies. */
function unsoldItemReason({ price, country_code }: Product): UnsoldReason | null {
  if (!isSoldHere(country_code)) return 'foreign_country';
  return price === null ? 'no_price' : null;
}

function toOrderBody({ reference, item, fields, ...placement }: Placement, price: number) {
  const { user_id, additional_id, additional_information } = fields;
  return {
    product_code: item,
    count_order: 1,
    price,
    partner_reference_id: reference,
    ...(user_id && { user_id }),
    ...(additional_id && { additional_id }),
    ...(additional_information && { additional_information }),
    ...(placement.callbackUrl && { override_callback_url: placement.callbackUrl }),
    // Mandatory for games of Hoyoverse (version 1.6). Categories do not name the publisher, so it is
    // always sent.
    ...(placement.shopperAddress && { end_user_ip_address: placement.shopperAddress }),
  } as const;
}
