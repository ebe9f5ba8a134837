/** Lapakgaming: games and vouchers, paid from the shop's deposit. */
import { createSwrCache } from '../../cache/swr-cache.js';
import type { ProductKind } from '../../contract.js';
import type { Platform } from '../../platform.js';
import type { Settings } from '../../config/settings.js';
import { toQueryOutcome, toPlaceOutcome } from '../outcomes.js';
import { DAY_MS, MINUTE_MS } from '../../time.js';
import type { ReadResult } from '../../upstream/read-result.js';
import {
  UNTOLD_NICKNAME,
  type Placement,
  type Provider,
  type ProviderProductDetail,
} from '../provider.js';
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
    async () => onlySellable(await client.categories()),
    platform,
    CATEGORY_CACHE_OPTIONS,
  );

  async function findCategory(code: string): Promise<ReadResult<Category>> {
    const all = await categoryCache.get('');
    if (all.kind === 'failed') return all;
    const value = all.value.find((each) => each.code === code);
    return value ? { kind: 'read', value } : { kind: 'failed', code: 'not-found' };
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
      const all = await categoryCache.get('');
      if (all.kind === 'failed') return all;
      return { kind: 'read', value: all.value.map((each) => withTitle(each, all.value)) };
    },

    async getProduct(code) {
      const categoryRead = await findCategory(code);
      if (categoryRead.kind === 'failed') return categoryRead;
      const productsRead = await client.products(code);
      if (productsRead.kind === 'failed') return productsRead;
      return {
        kind: 'read',
        value: toProductDetail(categoryRead.value, productsRead.value.products),
      };
    },

    async getNickname(product, { user_id, additional_id }) {
      const categoryRead = await findCategory(product);
      if (categoryRead.kind === 'failed') return categoryRead;
      if (!categoryRead.value.check_id || !user_id) return UNTOLD_NICKNAME;
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

function onlySellable(read: ReadResult<{ readonly categories: readonly Category[] }>) {
  if (read.kind === 'failed') return read;
  const value = read.value.categories.filter(
    (each) => isSoldHere(each.country_code) && toFields(each) !== null,
  );
  return { kind: 'read', value } as const;
}

const isSoldHere = (country: string | null | undefined) =>
  !country || country.toLowerCase() === COUNTRY;

/** Appends the variant to a name that several categories share. */
function withTitle({ code, name, variant }: Category, all: readonly Category[]) {
  const kind = kindOf(variant);
  const repeats = all.filter((each) => each.name === name).length > 1;
  return { code, title: repeats && variant ? `${name} ${variant}` : name, kind };
}

const kindOf = (variant: string | null | undefined): ProductKind =>
  variant?.toLowerCase() === 'voucher' ? 'voucher' : 'game';

function toProductDetail(category: Category, products: readonly Product[]): ProviderProductDetail {
  const isInCategory = ({ category_code, country_code }: Product) =>
    (!category_code || category_code === category.code) && isSoldHere(country_code);
  return {
    code: category.code,
    title: category.name,
    kind: kindOf(category.variant),
    description: null,
    instruction: null,
    fields: toFields(category) ?? [],
    items: products
      .filter(isInCategory)
      .map(({ code, name, price, process_time: seconds, status }) => ({
        code,
        name,
        cost: price,
        available: status.toLowerCase() === 'available',
        seconds: seconds ?? null,
      })),
  };
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
