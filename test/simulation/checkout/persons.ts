/** Persons of the shop, who press the buttons of the app, and change what was bought, at any moment. */
import type { RandomSource } from '../random-source.js';
import type { Scheduler } from '../scheduler.js';
import type { Trace } from '../trace.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import { foreignLine } from './buyers.js';
import type { CheckoutPlan } from './checkout-plan.js';
import {
  BUTTONS,
  shownLines,
  type Button,
  type Transaction,
  type Transactions,
} from './transactions.js';

export interface PersonsParts {
  readonly plan: Pick<CheckoutPlan, 'pressedShare' | 'editedShare'>;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  readonly transactions: Transactions;
  readonly trace: Trace;
}

/** Presses that follow each other. */
const HABITS: readonly [readonly Button[], ...(readonly Button[])[]] = [
  ['batal_dan_refund'],
  ['batal'],
  ['selesai'],
  ['diproses'],
  ['kembali', 'lunas'],
  ['batal', 'lunas'],
  ['lanjut', 'lanjut', 'lanjut'],
];

export class Persons {
  readonly #parts: PersonsParts;
  readonly #edited = new Set<Transaction>();

  constructor(parts: PersonsParts) {
    this.#parts = parts;
  }

  /** Called with each new transaction. */
  onBought(transaction: Transaction): void {
    const { plan, random, scheduler } = this.#parts;
    if (!random.withProbability(plan.pressedShare)) return;
    const isHabit = random.withProbability(0.6);
    const buttons = isHabit
      ? random.pick(HABITS)
      : Array.from({ length: random.integer(1, 4) }, () => random.pick(BUTTONS));
    let at = random.integer(0, random.pick([3 * SECOND, 20 * SECOND, 5 * MINUTE, 2 * HOUR]));
    for (const button of buttons) {
      scheduler.schedule(at, () => this.#press(transaction, button));
      at += random.integer(200, random.pick([5 * SECOND, MINUTE, HOUR]));
    }
  }

  /** Called when a node has sent a write, at which moment a person may press too. */
  onWrite(transaction: Transaction): void {
    const { plan, random } = this.#parts;
    if (random.withProbability(plan.pressedShare / 2)) this.#pressWithin(transaction, 300);
  }

  /** Called when a node has read a transaction, on which it is about to act. */
  onRead(transaction: Transaction): void {
    const { plan, random } = this.#parts;
    const longestMs = random.pick([SECOND, 20 * SECOND]);
    if (random.withProbability(plan.pressedShare / 6)) this.#pressWithin(transaction, longestMs);
    if (random.withProbability(plan.editedShare / 6)) this.#editWithin(transaction, longestMs);
  }

  /** Called when a node has ordered at a supplier, which takes a while. */
  onPlacement(transaction: Transaction): void {
    const { plan, random } = this.#parts;
    if (random.withProbability(plan.pressedShare / 4)) this.#pressWithin(transaction, 20 * SECOND);
    if (random.withProbability(plan.editedShare / 2)) this.#editWithin(transaction, 5 * SECOND);
  }

  #pressWithin(transaction: Transaction, longestMs: number): void {
    const { random, scheduler } = this.#parts;
    const button = random.pick<Button>(['batal_dan_refund', 'batal', random.pick(BUTTONS)]);
    scheduler.schedule(random.integer(0, longestMs), () => this.#press(transaction, button));
  }

  /** Once at most. */
  #editWithin(transaction: Transaction, longestMs: number): void {
    const { random, scheduler } = this.#parts;
    if (this.#edited.has(transaction)) return;
    this.#edited.add(transaction);
    scheduler.schedule(random.integer(0, longestMs), () => this.#edit(transaction));
  }

  #edit(transaction: Transaction): void {
    const { random, transactions, trace } = this.#parts;
    const [first, second] = shownLines(transaction);
    const isTaken = first !== undefined && second !== undefined && random.withProbability(0.4);
    const change = isTaken ? { takeOut: second } : { add: foreignLine(transaction.number) };
    transactions.edit(transaction, change);
    trace.add('person', `${isTaken ? 'takes a line of' : 'adds goods to'} ${transaction.number}`);
  }

  #press(transaction: Transaction, button: Button): void {
    const { transactions, trace } = this.#parts;
    const isDone = transactions.press(transaction, button, 'person');
    trace.add('person', `presses ${button} on ${transaction.number}${isDone ? '' : ', in vain'}`);
  }
}
