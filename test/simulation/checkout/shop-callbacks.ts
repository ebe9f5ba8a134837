/** bukaOlshop's callbacks: early, late, twice, lost, and forged ones. */
import { ORIGIN } from '../shoppers/simulated-shopper.js';
import type { RandomSource } from '../random-source.js';
import type { Network } from '../network/network.js';
import type { Scheduler } from '../scheduler.js';
import { HOUR, MINUTE, SECOND } from '../units.js';
import type { CheckoutPlan } from './checkout-plan.js';
import { statusOf, type Transaction } from './transactions.js';

/** `secret_key_callback`, as the shop's app shows it. */
export const CALLBACK_SECRET = 'callback-secret-of-the-shop';

export interface ShopCallbacksParts {
  readonly plan: CheckoutPlan;
  readonly random: RandomSource;
  readonly scheduler: Scheduler;
  /** ms since 1970 */
  readonly startedAt: number;
  readonly network: Pick<Network, 'requestProxy'>;
}

type Fields = Readonly<Record<string, string>>;

const BOUNDARY = 'between-two-fields';
const toMultipart = (fields: Fields): string =>
  [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${BOUNDARY}--\r\n`,
  ].join('');

export class ShopCallbacks {
  readonly #parts: ShopCallbacksParts;

  constructor(parts: ShopCallbacksParts) {
    this.#parts = parts;
  }

  /** Called when a transaction was created or has changed. */
  onChange(transaction: Transaction): void {
    const { plan, random, scheduler, startedAt } = this.#parts;
    // What was paid before is not called back any more.
    const isOlder = scheduler.now() === startedAt;
    if (isOlder || random.withProbability(plan.lostCallbacks)) return;
    const { paid, delivery } = statusOf(transaction);
    const isNew = transaction.changes.length === 1;
    const fields = {
      tipe_callback: isNew ? 'transaksi_baru' : 'perubahan_status_transaksi',
      secret_key_callback: CALLBACK_SECRET,
      nomor_pembayaran: transaction.number,
      status_transaksi: delivery === 'belum diproses' ? paid : delivery,
      tipe_transaksi: 'PRODUK DIGITAL',
    };
    this.#schedule(fields, 3 * SECOND);
    if (plan.faultKinds.size === 0) return;
    if (random.withProbability(0.2)) this.#schedule(fields, random.pick([SECOND, MINUTE, HOUR]));
    // What it says of the payment may be wrong, or not true yet.
    if (random.withProbability(0.2)) {
      this.#schedule({ ...fields, status_transaksi: 'lunas' }, 10 * SECOND);
    }
  }

  scheduleForgeries(transaction: Transaction): void {
    const { plan, random } = this.#parts;
    if (!plan.isForged) return;
    const forged = {
      tipe_callback: 'perubahan_status_transaksi',
      secret_key_callback: CALLBACK_SECRET,
      nomor_pembayaran: transaction.number,
      status_transaksi: 'lunas',
      tipe_transaksi: 'PRODUK DIGITAL',
    };
    this.#schedule({ ...forged, secret_key_callback: 'a guess' }, MINUTE);
    this.#schedule(forged, MINUTE);
    this.#schedule({ ...forged, nomor_pembayaran: String(random.integer(1, 9_999)) }, MINUTE);
    this.#schedule({ ...forged, nomor_pembayaran: '../../etc/passwd' }, MINUTE);
  }

  #schedule(fields: Fields, longestMs: number): void {
    const { random, scheduler, network, plan } = this.#parts;
    scheduler.schedule(random.integer(10, longestMs), () => {
      const request = new Request(`${ORIGIN}/callbacks/bukaolshop`, {
        method: 'POST',
        ...this.#encode(fields),
      });
      // bukaOlshop does not look at the answer.
      network.requestProxy('bukaolshop', request, plan.faultKinds.size > 0).catch(() => undefined);
    });
  }

  /** The encoding is not documented. */
  #encode(fields: Fields): Pick<RequestInit, 'body' | 'headers'> {
    switch (this.#parts.random.pick(['form', 'multipart', 'json'])) {
      case 'form':
        return {
          body: new URLSearchParams(fields).toString(),
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        };
      case 'multipart':
        return {
          body: toMultipart(fields),
          headers: { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` },
        };
      default:
        return { body: JSON.stringify(fields), headers: { 'Content-Type': 'application/json' } };
    }
  }
}
