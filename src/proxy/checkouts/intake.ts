/**
 * Reads what a paid transaction buys of us: one order for each piece of each mapped line. What is not certain is
 * an order that a person must decide on first; it is never guessed. It calls no upstream but to read, and writes
 * nothing.
 */
import type { OrderReason } from '../contract.js';
import { sha256 } from '../crypto/digest.js';
import type { Keys } from '../crypto/keys.js';
import type { CatalogFile } from '../config/catalog-file.js';
import { describeMissing } from '../ledger/member-messages.js';
import { mapFields } from '../ledger/order-fields.js';
import { offerColumns } from '../ledger/order-offers.js';
import { takesFields } from '../orders/quoted-offers.js';
import { createTransferTags } from '../orders/transfer-tags.js';
import type { Platform } from '../platform.js';
import { ProblemError } from '../problem.js';
import type { ProductSource, Providers } from '../catalog/catalog-lookup.js';
import type { OpenProduct, Shelf } from '../shelf/shelf.js';
import { mapShopProducts, type MappedProduct } from '../shop-products/shop-product-map.js';
import { findEntry } from '../shop-products/wanted-products.js';
import { toOrderNumber } from '../store/order-number.js';
import type { CheckoutRow } from '../store/tables.js';
import type { ShopTransaction, TransactionLine } from '../transactions/transaction.js';
import type { CheckoutContext } from './checkout-context.js';
import type { CheckoutOrder } from './checkout-ledger.js';
import { termsInFile, termsOnShelf, type FoundTerms, type LineTerms } from './line-terms.js';
import { isDigital, MAX_UNITS, unitsOf } from './own-lines.js';
import { readNote, type ReadNote } from './read-note.js';

export interface CheckoutIntakeParts {
  readonly shelf: Pick<Shelf, 'list' | 'open'>;
  /** the catalogue file, which may be replaced while the proxy runs */
  readonly catalogFile: () => CatalogFile;
  readonly providers: Providers;
  readonly catalog: ProductSource;
  readonly keys: Pick<Keys, 'encrypt' | 'mac'>;
  readonly randomBytes: Platform['randomBytes'];
  /** Whether the ledger was restored from a copy not long ago. */
  readonly wasRestored: () => Promise<boolean>;
  /** whole rupiah that a supplier may charge above what was paid for a piece */
  readonly maxLoss: number;
}

interface Review {
  readonly reason: OrderReason;
  /** for the operator; never a value of the shopper */
  readonly detail: string;
}

interface ReadLine {
  readonly line: TransactionLine;
  readonly terms: LineTerms;
  readonly values: Readonly<Record<string, string>>;
  readonly review: Review | null;
}

export function createCheckoutIntake(
  parts: CheckoutIntakeParts,
): Pick<CheckoutContext, 'sellsAnyOf' | 'readOrders'> {
  const mappedLines = ({ lines }: ShopTransaction) => {
    const map = mapShopProducts(parts.catalogFile());
    return lines.flatMap((line) => {
      const product = map.get(line.productId);
      return product ? [{ line, product }] : [];
    });
  };

  async function readOrders(
    transaction: ShopTransaction,
    checkout: CheckoutRow,
  ): Promise<readonly CheckoutOrder[] | null> {
    const mapped = mappedLines(transaction);
    const wasRestored = await parts.wasRestored();
    const whole = reviewOfWhole(transaction, checkout, mapped.length, wasRestored);
    try {
      const lines: ReadLine[] = [];
      for (const { line, product } of mapped)
        lines.push(await readLine(parts, line, product, whole));
      const short = isPaidTooLittle(parts, transaction, lines) ? PAID_TOO_LITTLE : null;
      const orders: CheckoutOrder[] = [];
      const taken = new Map<string, number>();
      for (const line of lines) {
        const { transactionId } = line.line;
        const before = taken.get(transactionId) ?? 0;
        const own = await toOrders(
          parts,
          transaction,
          { ...line, review: line.review ?? short },
          before,
        );
        taken.set(transactionId, before + own.length);
        orders.push(...own);
      }
      return orders;
    } catch (error) {
      // No supplier can be read now; what they sell decides.
      if (error instanceof ProblemError) return null;
      throw error;
    }
  }

  return { sellsAnyOf: (transaction) => mappedLines(transaction).length > 0, readOrders };
}

const PAID_TOO_LITTLE: Review = { reason: 'paid_too_little', detail: 'paid less than it costs' };

/** What a person must decide on for the whole transaction. */
function reviewOfWhole(
  { lines, member, delivery }: ShopTransaction,
  { kind, is_older: isOlder }: CheckoutRow,
  mappedLines: number,
  wasRestored: boolean,
): Review | null {
  if (isOlder) {
    return { reason: 'older_transaction', detail: 'paid before the proxy sold by the checkout' };
  }
  // The ledger that was lost may have claimed it.
  if (wasRestored && delivery !== 'new') {
    return { reason: 'older_transaction', detail: 'claimed before the ledger was restored' };
  }
  if (member === '') return { reason: 'evidence_conflicts', detail: 'no member' };
  if (mappedLines < lines.length) {
    return { reason: 'mixed_transaction', detail: 'other goods in the same transaction' };
  }
  const ids = new Set(lines.map(({ transactionId }) => transactionId));
  if (ids.size < lines.length) {
    return { reason: 'evidence_conflicts', detail: 'lines with the same id_transaksi' };
  }
  return isDigital(kind)
    ? null
    : { reason: 'evidence_conflicts', detail: `tipe_transaksi ${kind ?? ''}` };
}

async function readLine(
  parts: CheckoutIntakeParts,
  line: TransactionLine,
  mapped: MappedProduct,
  whole: Review | null,
): Promise<ReadLine> {
  const open = await openProduct(parts.shelf, mapped.product);
  const note = open && readNote(fieldOwner(open), line, mapped.notePattern);
  const values = note?.kind === 'read' ? note.fields : {};
  const found = open && termsOnShelf(open, mapped.item, note?.kind === 'read' ? values : null);
  const terms = found?.terms ?? termsInFile(parts.catalogFile(), mapped);
  if (!terms) throw new Error(`The item of product ${mapped.id} is in no list and no file.`);
  const review =
    whole ??
    reviewOfQuantity(line) ??
    (found ? reviewOfTerms(found) : NOT_LISTED) ??
    reviewOfNote(note) ??
    (await reviewOfAccount(parts, terms, values));
  return { line, terms, values, review };
}

const NOT_LISTED: Review = { reason: 'item_gone', detail: 'no supplier lists it' };
const REFUSED_FIELDS: Review = { reason: 'note_unclear', detail: 'no supplier takes the fields' };

const reviewOfNote = (note: ReadNote | null): Review | null =>
  note?.kind === 'unclear'
    ? { reason: 'note_unclear', detail: describeMissing(note.missing) }
    : null;

const fieldOwner = ({ entry, fields }: OpenProduct) => ({ title: entry.title, fields });

/** @throws ProblemError where no supplier can be read */
async function openProduct(
  shelf: CheckoutIntakeParts['shelf'],
  id: string,
): Promise<OpenProduct | null> {
  const entry = findEntry(await shelf.list(), id);
  return entry ? shelf.open(entry) : null;
}

const reviewOfQuantity = ({ quantity }: TransactionLine): Review | null =>
  Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_UNITS
    ? null
    : { reason: 'evidence_conflicts', detail: `${String(quantity)} pieces` };

/** What is paid to the supplier, or has no price of its own, is not sold at a fixed price. */
const reviewOfTerms = ({ terms: { paidBy, cost }, isRefused }: FoundTerms): Review | null => {
  if (paidBy !== 'saldo' || cost === null) {
    return { reason: 'item_gone', detail: 'not sold at a fixed price' };
  }
  return isRefused ? REFUSED_FIELDS : null;
};

/**
 * Fields that the supplier would have to change, which may name another account, and an account that it knows
 * not to be there. One that cannot be asked for is tried.
 */
async function reviewOfAccount(
  { providers, catalog }: CheckoutIntakeParts,
  { fieldNames, ...terms }: LineTerms,
  values: Readonly<Record<string, string>>,
): Promise<Review | null> {
  const names = fieldNames ?? Object.fromEntries(Object.keys(values).map((name) => [name, name]));
  if (!(await takesFields({ providers, catalog }, { ...terms, fieldNames: names }, values))) {
    return { reason: 'note_unclear', detail: 'the supplier does not take it as it is' };
  }
  const provider = providers.get(terms.provider);
  const fields = mapFields(fieldNames, values);
  if (!provider || fields === null || Object.keys(fields).length === 0) return null;
  const read = await provider.getNickname(terms.product, fields);
  return read.kind === 'read' && read.value.found === false
    ? { reason: 'account_refused', detail: 'unknown account' }
    : null;
}

/** Whether the suppliers charge more than was paid, for a piece or in all. */
function isPaidTooLittle(
  { maxLoss }: CheckoutIntakeParts,
  { total, lines: paid }: ShopTransaction,
  lines: readonly ReadLine[],
): boolean {
  const costOf = ({ terms, line }: ReadLine) => ((terms.cost ?? 0) - maxLoss) * line.quantity;
  const cost = lines.reduce((sum, line) => sum + costOf(line), 0);
  const others = paid
    .filter((line) => !lines.some((each) => each.line === line))
    .reduce((sum, line) => sum + line.total, 0);
  return lines.some((line) => costOf(line) > line.line.total) || cost > total - others;
}

/**
 * One order for each piece; what the pieces cost together is exactly the line's total.
 *
 * @param before pieces of other lines with the same id
 */
async function toOrders(
  parts: CheckoutIntakeParts,
  { number, member }: ShopTransaction,
  { line, terms, values, review }: ReadLine,
  before: number,
): Promise<CheckoutOrder[]> {
  const units = Math.max(1, unitsOf(line));
  const price = Math.floor(line.total / units);
  const rest = line.total - price * units;
  const taking = await Promise.all(
    terms.alternates.map((offer) => takesFields(parts, offer, values)),
  );
  const alternates = terms.alternates.filter((_offer, index) => taking[index]);
  const orders: CheckoutOrder[] = [];
  for (let unit = 1; unit <= units; unit += 1) {
    const unitPrice = price + (unit <= rest ? 1 : 0);
    const key = `checkout:${number}:${line.transactionId}:${String(before + unit)}`;
    const id = Buffer.from(parts.randomBytes(16)).toString('hex');
    const fitting = alternates.filter(({ cost }) => cost <= unitPrice);
    orders.push({
      review,
      order: {
        id,
        number: toOrderNumber(parts.randomBytes(8)),
        shopper: member,
        idempotency_key: key,
        request_hash: sha256(key),
        quote_id: key,
        provider: terms.provider,
        paid_by: 'checkout',
        payment_number: number,
        transaction_id: line.transactionId,
        unit: before + unit,
        product: terms.product,
        item: terms.item,
        title: terms.title,
        item_name: terms.itemName,
        fields: JSON.stringify(values),
        ...offerColumns(terms.fieldNames, fitting),
        price: unitPrice,
        cost: terms.cost,
        // No token of the member is known: the shopper paid without this proxy.
        shopper_secret: await parts.keys.encrypt(''),
        shopper_address: null,
        pin_node: null,
        ...createTransferTags(parts.keys.mac, id),
        callback_key: Buffer.from(parts.randomBytes(24)).toString('base64url'),
      },
    });
  }
  return orders;
}
