/** Persons of the shop, who press the buttons of the app at any moment. */
import type { RandomSource } from '../random-source.js';
import type { Scheduler } from '../scheduler.js';
import type { Trace } from '../trace.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import { BUTTONS, type Button, type Transaction, type Transactions } from './transactions.js';

export interface PersonsParts {
  /** share of the transactions on which somebody presses */
  readonly pressedShare: number;
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

  constructor(parts: PersonsParts) {
    this.#parts = parts;
  }

  /** Called with each new transaction. */
  onBought(transaction: Transaction): void {
    const { pressedShare, random, scheduler } = this.#parts;
    if (!random.withProbability(pressedShare)) return;
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
    const { pressedShare, random, scheduler } = this.#parts;
    if (!random.withProbability(pressedShare / 3)) return;
    const button = random.pick<Button>(['batal_dan_refund', 'batal', random.pick(BUTTONS)]);
    scheduler.schedule(random.integer(0, 300), () => this.#press(transaction, button));
  }

  #press(transaction: Transaction, button: Button): void {
    const { transactions, trace } = this.#parts;
    const isDone = transactions.press(transaction, button, 'person');
    trace.add('person', `presses ${button} on ${transaction.number}${isDone ? '' : ', in vain'}`);
  }
}
