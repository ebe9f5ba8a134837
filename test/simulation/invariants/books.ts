/** The books of all upstreams together, by order. */
import type { ProviderName } from '../../../src/proxy/contract.js';
import type { AttemptRow, OrderRow } from '../../../src/proxy/store/tables.js';
import type { SimulatedStore } from '../simulated-store.js';
import type { Bukaolshop, RecordedTransfer } from '../upstreams/bukaolshop.js';
import type { ProviderBooks, ProviderOrder } from '../upstreams/upstream.js';

export interface BooksParts {
  readonly store: SimulatedStore;
  readonly bukaolshop: Bukaolshop;
  readonly providers: Readonly<Record<ProviderName, ProviderBooks>>;
}

interface Counts {
  debits: number;
  refunds: number;
  /** whole rupiah that the shopper has paid by now */
  paid: number;
}

export class Books {
  readonly #parts: BooksParts;
  readonly #counts = new Map<string, Counts>();
  readonly #theirs = new Set<string>();
  readonly #late = new Set<string>();
  /** references of attempts that were refused, and carried out all the same */
  readonly #lies = new Set<string>();
  readonly #corrected = new Set<string>();
  readonly #paidByHand = new Set<string>();
  /** how often a person decided to pay an order back */
  readonly #paymentsDecided = new Map<string, number>();
  readonly #lost = new Map<string, OrderRow>();
  /** references by which each order was placed, those too that an older ledger lacks */
  readonly #placed = new Map<string, Set<string>>();
  #countedTransfers = 0;

  constructor(parts: BooksParts) {
    this.#parts = parts;
  }

  /**
   * Called when a person decided an order against the evidence, or wrongly where nothing was proven: its
   * books are theirs from then on.
   */
  markTheirs(order: string): void {
    this.#theirs.add(order);
  }

  isTheirs = (order: string): boolean => this.#theirs.has(order);

  markPaymentDecided(order: string): void {
    this.#paymentsDecided.set(order, this.paymentsDecided(order) + 1);
  }

  paymentsDecided = (order: string): number => this.#paymentsDecided.get(order) ?? 0;

  /** Called when an order is no longer in the ledger, after an older one was restored. */
  markLost(order: OrderRow): void {
    this.#lost.set(order.id, order);
  }

  /** Called when a node places an attempt. */
  markPlaced({ id }: Pick<OrderRow, 'id'>, reference: string): void {
    this.#placed.set(id, (this.#placed.get(id) ?? new Set()).add(reference));
  }

  isLost = (order: string): boolean => this.#lost.has(order);
  lostOrdersOf = (member: string): OrderRow[] =>
    [...this.#lost.values()].filter(({ shopper }) => shopper === member);

  /** Called when an order reached the provider later than it is searched for. */
  markLate(order: string): void {
    this.#late.add(order);
  }

  /** Called when a node learns that a supplier refuses an attempt which that supplier carries out. */
  markLie(reference: string): void {
    this.#lies.add(reference);
  }

  isLie = (reference: string): boolean => this.#lies.has(reference);

  /** Whether any attempt of the order was refused by a lie. */
  wasLiedTo = (order: Pick<OrderRow, 'id'>): boolean =>
    this.providerOrders(order).some(({ reference }) => this.isLie(reference));

  /**
   * Without the orders of refusals that were none: nobody can know of them in time. One that was found all the
   * same counts.
   */
  boughtOrders(order: Pick<OrderRow, 'id' | 'handle'>): readonly ProviderOrder[] {
    return this.providerOrders(order).filter(
      ({ reference, handle }) => !this.isLie(reference) || handle === order.handle,
    );
  }

  /** Called when the operator decides to pay a delivered order back, and when he does so by hand. */
  markCorrected(order: string): void {
    this.#corrected.add(order);
  }

  markPaidByHand(order: string): void {
    this.#paidByHand.add(order);
  }

  isCorrected = (order: string): boolean => this.#corrected.has(order);
  isPaidByHand = (order: string): boolean => this.#paidByHand.has(order);
  /** under our tags and by hand */
  timesPaidBack = (order: string): number =>
    this.refunds(order) + (this.isPaidByHand(order) ? 1 : 0);

  isLate = (order: string): boolean => this.#late.has(order);

  debits = (order: string): number => this.#countsOf(order).debits;
  refunds = (order: string): number => this.#countsOf(order).refunds;
  netPaid = (order: string): number => this.#countsOf(order).paid;

  /** Whether the history shows another change under the tag of its debit. */
  hasDecoy = ({ debit_tag: tag }: Pick<OrderRow, 'debit_tag'>): boolean =>
    this.#parts.bukaolshop.hasDecoyFor(tag);

  /** Of every attempt, at whatever provider. */
  providerOrders({ id }: Pick<OrderRow, 'id'>): readonly ProviderOrder[] {
    const rows = this.#parts.store.listAttempts(id).map(referenceOf);
    const references = new Set([id, ...rows, ...(this.#placed.get(id) ?? [])]);
    return Object.values(this.#parts.providers).flatMap((provider) =>
      [...references].flatMap((reference) => provider.ordersOf(reference)),
    );
  }

  /**
   * Whether the provider has neither delivered the order nor may still deliver it, as far as that could be
   * known: one that arrived late is only watched for.
   */
  isNothingBought(order: Pick<OrderRow, 'handle' | 'id'>): boolean {
    return (
      this.isLate(order.id) || this.boughtOrders(order).every(({ state }) => state === 'failed')
    );
  }

  /** Orders that changed at an upstream since the last call. */
  takeChangedOrders(): string[] {
    const changes = this.#parts.bukaolshop.transfers.slice(this.#countedTransfers);
    this.#countedTransfers += changes.length;
    return changes.flatMap((change) => this.#count(change) ?? []);
  }

  #countsOf(order: string): Counts {
    const known = this.#counts.get(order) ?? { debits: 0, refunds: 0, paid: 0 };
    this.#counts.set(order, known);
    return known;
  }

  #count({ direction, note, amount }: RecordedTransfer): string | null {
    const [tag = ''] = note.split(' ');
    const order =
      this.#parts.store.findOrderByTag(tag) ??
      [...this.#lost.values()].find((each) => tagsOf(each).includes(tag));
    if (!order) return null;
    const counts = this.#countsOf(order.id);
    if (direction === 'debit') counts.debits += 1;
    else counts.refunds += 1;
    counts.paid += direction === 'debit' ? amount : -amount;
    return order.id;
  }
}

const tagsOf = ({ debit_tag, refund_tag, correction_tag }: OrderRow) => [
  debit_tag,
  refund_tag,
  correction_tag,
];

const referenceOf = ({ reference }: AttemptRow): string => reference;
