/**
 * A quote: a signed statement of a price, bound to one shopper, valid for five minutes and one order.
 * It is stored nowhere; the ledger accepts its id once.
 */
import { z } from 'zod';
import { PROVIDERS, type ProblemCode, type ProviderName } from '../contract.js';
import type { Platform } from '../platform.js';
import type { ProviderFacts } from '../providers/provider.js';
import type { Keys } from '../crypto/keys.js';

/** One supplier's way to deliver what was quoted. */
export interface Offer {
  readonly provider: ProviderName;
  readonly product: string;
  readonly item: string;
  /** whole rupiah that the provider charges at most */
  readonly cost: number;
  /** The provider's name of each field, by the name that the shopper's page uses. */
  readonly fieldNames: Readonly<Record<string, string>>;
}

export interface QuoteTerms {
  /** `id_user` of the shopper that it is bound to */
  readonly shopper: string;
  readonly provider: ProviderName;
  readonly product: string;
  readonly item: string;
  /** the names of product and item */
  readonly title: string;
  readonly itemName: string;
  /** whole rupiah that the provider charges; `null` where only the order names it */
  readonly cost: number | null;
  /** whole rupiah that the shopper pays */
  readonly price: number | null;
  readonly paidBy: ProviderFacts['paidBy'];
  /** as in `Offer`; `null` where the page uses the provider's own names */
  readonly fieldNames: Readonly<Record<string, string>> | null;
  /** After a certain refusal, the order may go to these, in their order. */
  readonly alternates: readonly Offer[];
}

export type QuoteVerification =
  | {
      readonly kind: 'valid';
      readonly terms: QuoteTerms;
      /** unique; the ledger accepts it once */
      readonly id: string;
    }
  | {
      readonly kind: 'refused';
      readonly code: Extract<ProblemCode, 'invalid_quote' | 'quote_expired' | 'quote_of_another'>;
    };

const QUOTE_LIFETIME_SECONDS = 300;

const rupiah = z.int().min(0).nullable();
const fieldNames = z.record(z.string(), z.string());
const claims = z.object({
  sub: z.string(),
  jti: z.string().min(1),
  provider: z.enum(PROVIDERS),
  product: z.string(),
  item: z.string(),
  title: z.string(),
  item_name: z.string(),
  cost: rupiah,
  price: rupiah,
  paid_by: z.enum(['saldo', 'invoice']),
  field_names: fieldNames.nullable().default(null),
  alternates: z
    .array(
      z
        .object({
          provider: z.enum(PROVIDERS),
          product: z.string(),
          item: z.string(),
          cost: z.int().min(0),
          field_names: fieldNames,
        })
        .transform(({ field_names: names, ...offer }): Offer => ({ ...offer, fieldNames: names })),
    )
    .default([]),
});

/**
 * @param endsAt when it expires at the latest, ms since 1970
 * @returns the quote, and the time at which it expires, ms since 1970
 */
export async function signQuote(
  keys: Keys,
  platform: Pick<Platform, 'now' | 'randomBytes'>,
  terms: QuoteTerms,
  endsAt: number | null = null,
): Promise<{ readonly quote: string; readonly expiresAt: number }> {
  const nowSeconds = Math.floor(platform.now() / 1000);
  const secondsLeft = endsAt === null ? Infinity : Math.floor(endsAt / 1000) - nowSeconds;
  const lifetimeSeconds = Math.min(Math.max(secondsLeft, 0), QUOTE_LIFETIME_SECONDS);
  const expiresAt = (nowSeconds + lifetimeSeconds) * 1000;
  const quote = await keys.sign(
    'quote',
    {
      sub: terms.shopper,
      jti: Buffer.from(platform.randomBytes(16)).toString('base64url'),
      provider: terms.provider,
      product: terms.product,
      item: terms.item,
      title: terms.title,
      item_name: terms.itemName,
      cost: terms.cost,
      price: terms.price,
      paid_by: terms.paidBy,
      field_names: terms.fieldNames,
      alternates: terms.alternates.map(({ fieldNames: names, ...offer }) => ({
        ...offer,
        field_names: names,
      })),
    },
    lifetimeSeconds,
  );
  return { quote, expiresAt };
}

/** @param shopper `id_user` of the shopper who presents the quote */
export async function verifyQuote(
  keys: Keys,
  quote: string,
  shopper: string,
): Promise<QuoteVerification> {
  const verified = await keys.verify('quote', quote);
  if (verified.kind === 'expired') return { kind: 'refused', code: 'quote_expired' };
  const parsedClaims = claims.safeParse(verified.kind === 'valid' ? verified.claims : null);
  if (!parsedClaims.success) return { kind: 'refused', code: 'invalid_quote' };
  const {
    sub,
    jti,
    item_name: itemName,
    paid_by: paidBy,
    field_names: names,
    ...otherTerms
  } = parsedClaims.data;
  if (sub !== shopper) return { kind: 'refused', code: 'quote_of_another' };
  const terms = { ...otherTerms, shopper: sub, itemName, paidBy, fieldNames: names };
  return { kind: 'valid', id: jti, terms };
}
