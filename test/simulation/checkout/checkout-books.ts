/** What all sides of a checkout know together, by its pieces. */
import type { ProviderName } from '../../../src/proxy/contract.js';
import type { OrderRow } from '../../../src/proxy/store/tables.js';
import type { ProviderBooks, ProviderOrder } from '../upstreams/upstream.js';
import type { Wish } from './buyers.js';
import {
  shownLines,
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

interface OpenRead {
  readonly sequence: number;
  /** ids of the lines that it showed */
  readonly lines: ReadonlySet<string>;
  /** whether all of them are sold by the proxy */
  readonly areOurs: boolean;
}

export class CheckoutBooks {
  readonly #transactions: Transactions;
  readonly #providers: Readonly<Record<ProviderName, ProviderBooks>>;
  readonly #wishes = new Map<string, Wish>();
  /** the references by which a piece was bought, of every ledger that there was */
  readonly #references = new Map<string, Set<string>>();
  /** what nodes read of each transaction while it was paid and open */
  readonly #reads = new Map<string, OpenRead[]>();
  /** transactions that were read as wholly ours for their claim */
  readonly #claimedAsOurs = new Set<string>();
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

  /** A member has told the operator the fields that a note did not say. */
  recordFields(line: string, fields: NonNullable<Wish['fields']>): void {
    const wish = this.#wishes.get(line);
    if (wish) this.#wishes.set(line, { ...wish, fields });
  }

  recordRead = (transaction: Transaction, seen: Status): void => {
    if (!isOpen(seen)) return;
    const { number } = transaction;
    const lines = new Set(shownLines(transaction).map(({ id }) => id));
    const areOurs = [...lines].every(this.#isOurs);
    const read = { sequence: (this.#sequence += 1), lines, areOurs };
    this.#reads.set(number, [...(this.#reads.get(number) ?? []), read]);
  };

  /** Called when the ledger is about to record that a transaction is claimed. */
  recordClaim(number: string, orders: readonly OrderRow[]): void {
    if (this.#wasReadAsOurs(number, orders, this.#ownChanges)) this.#claimedAsOurs.add(number);
  }

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

  hasReadAsOurs = (number: string): boolean =>
    this.#reads.get(number)?.some(({ areOurs }) => areOurs) === true;

  wasClaimedAsOurs = (number: string): boolean => this.#claimedAsOurs.has(number);

  /** Whether a node has read that it is paid, open and wholly ours, since the last change in the ledger. */
  wasReadAsOurs = (number: string, orders: readonly OrderRow[]): boolean =>
    this.#wasReadAsOurs(number, orders, this.#changes);

  /** Pieces that the proxy sells: of what the transaction shows, and of what was ordered. */
  countPieces = ({ lines }: Transaction, orders: readonly OrderRow[]): number =>
    lines
      .filter(({ id }) => this.#isOurs(id))
      .filter(({ id, isGone }) => !isGone || orders.some((order) => order.transaction_id === id))
      .reduce((sum, { quantity }) => sum + quantity, 0);

  isPartlyOurs = ({ lines }: Transaction): boolean => lines.some(({ id }) => this.#isOurs(id));

  /** Whether a person has pressed a button of it, or changed what is in it. */
  wasTouched = ({ lines, changes }: Transaction): boolean =>
    lines.some(({ id, isGone }) => isGone || this.wishOf(id) === undefined) ||
    changes.some(({ by }) => by === 'person');

  /** Whether nothing of it is for a person to judge: certain, paid for in full, and of one piece. */
  isClear(transaction: Transaction): boolean {
    const [line, another] = transaction.lines;
    const wish = this.wishOf(line?.id ?? null);
    const isWhole = another === undefined && line?.quantity === 1;
    if (!isWhole || !wish || this.wasTouched(transaction)) return false;
    return this.#isOurs(line.id) && wish.isCertain && !wish.isCheap && !wish.isOlder;
  }

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

  wasClaimed = ({ changes }: Transaction): boolean =>
    changes.some(({ delivery }) => delivery !== 'belum diproses');

  isOpen = (transaction: Transaction): boolean => isOpen(statusOf(transaction));

  #isOurs = (line: string): boolean => (this.wishOf(line)?.items.length ?? 0) > 0;

  #readsSince(number: string, changes: ReadonlyMap<string, number>): OpenRead[] {
    const since = changes.get(number) ?? 0;
    return (this.#reads.get(number) ?? []).filter(({ sequence }) => sequence > since);
  }

  #isReadSince(number: string, changes: ReadonlyMap<string, number>): boolean {
    return this.#readsSince(number, changes).length > 0;
  }

  #wasReadAsOurs(
    number: string,
    orders: readonly OrderRow[],
    changes: ReadonlyMap<string, number>,
  ): boolean {
    return this.#readsSince(number, changes).some(
      ({ lines, areOurs }) =>
        areOurs && orders.every(({ transaction_id: line }) => line !== null && lines.has(line)),
    );
  }

  #ordersBy(reference: string): readonly ProviderOrder[] {
    return Object.values(this.#providers).flatMap((provider) => provider.ordersOf(reference));
  }
}

const keysOfLine = (number: string, { id, quantity }: Line): string[] =>
  Array.from({ length: quantity }, (_, index) =>
    unitKey({ payment_number: number, transaction_id: id, unit: index + 1 }),
  );
