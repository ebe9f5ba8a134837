/** What all sides of a checkout know together, by its pieces. */
import type { ProviderName } from '../../../src/proxy/contract.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { ProviderBooks, ProviderOrder } from '../upstreams/upstream.js';
import type { Wish } from './buyers.js';
import {
  statusOf,
  type Line,
  type Status,
  type Transaction,
  type Transactions,
} from './transactions.js';

/** A piece of a line, whatever ledger knows of it. */
export const unitKey = ({
  payment_number: number,
  transaction_id: line,
  unit,
}: Pick<OrderRow, 'payment_number' | 'transaction_id' | 'unit'>): string =>
  [number, line, unit].join(' ');

const isOpen = ({ paid, delivery }: Status): boolean =>
  paid === 'lunas' && ['belum diproses', 'diproses', 'dikirim'].includes(delivery);

export class CheckoutBooks {
  readonly #transactions: Transactions;
  readonly #providers: Readonly<Record<ProviderName, ProviderBooks>>;
  readonly #wishes = new Map<string, Wish>();
  /** the references by which a piece was bought, of every ledger that there was */
  readonly #references = new Map<string, Set<string>>();
  /** when a node last read that a transaction is paid and open */
  readonly #reads = new Map<string, number>();
  /** when a transaction last changed in the ledger, and when it or an order of it did */
  readonly #ownChanges = new Map<string, number>();
  readonly #changes = new Map<string, number>();
  readonly #lies = new Set<string>();
  readonly #late = new Set<string>();
  #sequence = 0;

  constructor(transactions: Transactions, providers: CheckoutBooks['providers']) {
    this.#transactions = transactions;
    this.#providers = providers;
  }

  get providers(): Readonly<Record<ProviderName, ProviderBooks>> {
    return this.#providers;
  }

  recordWish = (line: string, wish: Wish): void => {
    this.#wishes.set(line, wish);
  };

  /** A member has told the operator the account that a note did not say. */
  recordAccount(line: string, account: string): void {
    const wish = this.#wishes.get(line);
    if (wish) this.#wishes.set(line, { ...wish, account });
  }

  recordRead = ({ number }: Transaction, seen: Status): void => {
    if (isOpen(seen)) this.#reads.set(number, (this.#sequence += 1));
  };

  /** Called when the ledger has changed a transaction. */
  recordChange(number: string): void {
    this.recordOrderChange(number);
    this.#ownChanges.set(number, this.#sequence);
  }

  /** Called when the ledger has changed an order of a transaction. */
  recordOrderChange(number: string): void {
    this.#changes.set(number, (this.#sequence += 1));
  }

  recordPlacement(order: OrderRow, reference: string): void {
    const key = unitKey(order);
    this.#references.set(key, (this.#references.get(key) ?? new Set()).add(reference));
  }

  markLie = (reference: string): void => {
    this.#lies.add(reference);
  };

  /** Called when an order reached its supplier later than it is searched for. */
  markLate(reference: string): void {
    this.#late.add(reference);
  }

  transactionOf = (number: string | null): Transaction | undefined =>
    this.#transactions.find(number ?? '');

  wishOf = (line: string | null): Wish | undefined => this.#wishes.get(line ?? '');

  /** Whether a node has read that it is paid and open, since it or its orders last changed in the ledger. */
  wasReadAsOpen = (number: string): boolean => this.#isReadSince(number, this.#changes);

  /** The same since the transaction alone has changed: its orders are bought side by side. */
  wasReadSinceClaim = (number: string): boolean => this.#isReadSince(number, this.#ownChanges);

  hasReadPaid = (number: string): boolean => this.#reads.has(number);

  isWhollyOurs = ({ lines }: Transaction): boolean =>
    lines.every(({ id }) => (this.wishOf(id)?.items.length ?? 0) > 0);

  /** At the suppliers, but those that nobody could know of in time. */
  boughtOf(key: string): readonly ProviderOrder[] {
    return [...(this.#references.get(key) ?? [])]
      .filter((reference) => !this.#lies.has(reference) && !this.#late.has(reference))
      .flatMap((reference) => this.#ordersBy(reference));
  }

  /** Of these, what was or may still be delivered. */
  liveOf = (key: string): readonly ProviderOrder[] =>
    this.boughtOf(key).filter(({ state }) => state !== 'failed');

  /** Whether a supplier has refused and delivered, or delivered long after. */
  isDoubtful = (key: string): boolean =>
    [...(this.#references.get(key) ?? [])].some(
      (reference) => this.#lies.has(reference) || this.#late.has(reference),
    );

  keyOf(reference: string): string | null {
    const found = [...this.#references].find(([, references]) => references.has(reference));
    return found?.[0] ?? null;
  }

  keysOf = ({ number, lines }: Transaction): string[] =>
    lines.flatMap((line) => keysOfLine(number, line));

  wasPressed = ({ changes }: Transaction): boolean => changes.some(({ by }) => by === 'person');

  wasClaimed = ({ changes }: Transaction): boolean =>
    changes.some(({ delivery }) => delivery !== 'belum diproses');

  isOpen = (transaction: Transaction): boolean => isOpen(statusOf(transaction));

  #isReadSince(number: string, changes: ReadonlyMap<string, number>): boolean {
    return (this.#reads.get(number) ?? -1) > (changes.get(number) ?? 0);
  }

  #ordersBy(reference: string): readonly ProviderOrder[] {
    return Object.values(this.#providers).flatMap((provider) => provider.ordersOf(reference));
  }
}

const keysOfLine = (number: string, { id, quantity }: Line): string[] =>
  Array.from({ length: quantity }, (_, index) =>
    unitKey({ payment_number: number, transaction_id: id, unit: index + 1 }),
  );
