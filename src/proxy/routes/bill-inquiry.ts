/** The price of a bill: it is what the supplier's inquiry tells, asked for one shopper at a time. */
import type { Settings } from '../config/settings.js';
import type { Quote } from '../contract.js';
import { requireProvider, unwrapRead } from '../catalog/catalog-lookup.js';
import { mapFields } from '../ledger/order-fields.js';
import { requireQuotedOffers, type OfferParts } from '../orders/quoted-offers.js';
import { createFixedWindowLimiter } from '../overload/fixed-window-limiter.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { Inquiry } from '../providers/provider.js';
import type { PriceItem } from '../quote/margin.js';
import type { QuoteTerms } from '../quote/quote.js';
import { requireSold } from '../supply/require-sold.js';
import { DAY_MS, MINUTE_MS, shorteningFactor } from '../time.js';

interface BillParts extends OfferParts {
  readonly settings: Pick<Settings, 'patience'>;
  readonly priceItem: PriceItem;
  readonly platform: Pick<Platform, 'now' | 'randomBytes'>;
}

type Terms = Omit<QuoteTerms, 'shopper'>;

/** An inquiry tells whose bill a number is: one shopper must not read them by the thousand. */
const INQUIRIES_OF_SHOPPER = [
  { count: 10, windowMs: MINUTE_MS },
  { count: 100, windowMs: DAY_MS },
] as const;

/** What is paid from the saldo has a price, or an inquiry tells it; an invoice states its own. */
export const isBill = ({ price, paidBy }: Terms): boolean => price === null && paidBy === 'saldo';

export function createBillInquiry(parts: BillParts) {
  const { settings, providers, supply, priceItem, platform } = parts;
  const factor = shorteningFactor(settings);
  const limiters = INQUIRIES_OF_SHOPPER.map(({ count: most, windowMs }) =>
    createFixedWindowLimiter(platform.now, { count: most, windowMs: windowMs * factor }),
  );

  function count(shopper: string): void {
    for (const limiter of limiters) {
      const waitMs = limiter(shopper);
      if (waitMs > 0) throw new ProblemError('too_many_requests', { retryAfterMs: waitMs });
    }
  }

  /** @throws ProblemError */
  return async function inquireBill(
    shopper: string,
    terms: Terms,
    typed: Readonly<Record<string, string>>,
  ): Promise<Inquiry & { readonly price: number; readonly bill: NonNullable<Quote['bill']> }> {
    const provider = requireProvider(providers, terms.provider);
    if (!provider.inquire) throw new ProblemError('item_unavailable');
    const { fields } = await requireQuotedOffers(parts, terms, typed);
    const theirs = mapFields(terms.fieldNames, fields) ?? {};
    count(shopper);
    const reference = Buffer.from(platform.randomBytes(16)).toString('hex');
    const read = await provider.inquire(terms.product, theirs, reference);
    const [number] = Object.keys(fields);
    if (read.kind === 'failed' && read.code === 'not-found' && number !== undefined) {
      const errors = [{ field: number, fault: 'not_allowed' as const }];
      throw new ProblemError('invalid_fields', { errors });
    }
    const inquiry = unwrapRead(read, 'item_unavailable');
    const { name, period, amount } = inquiry;
    await requireSold(supply, provider, terms.product, amount);
    const price = priceItem(provider.name, terms.product, amount);
    return { ...inquiry, price, bill: { name, period, amount } };
  };
}
