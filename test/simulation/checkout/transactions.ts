/**
 * bukaOlshop's transactions, by the documented Closed API: the list, one transaction, its state and its numbers,
 * and the history of a member's saldo. A person's buttons and a node's writes change them in the same way.
 */
import { toText, type Reply, type UpstreamCall } from '../upstreams/upstream.js';

export const BUTTONS = [
  'lanjut',
  'kembali',
  'lunas',
  'diproses',
  'selesai',
  'batal',
  'batal_dan_refund',
] as const;
export type Button = (typeof BUTTONS)[number];

export interface Status {
  readonly paid: 'pending' | 'lunas' | 'di batalkan';
  readonly delivery:
    'belum diproses' | 'diproses' | 'dikirim' | 'selesai' | 'di batalkan' | 'di tinjau';
}

export interface Line {
  readonly id: string;
  readonly product: string;
  readonly quantity: number;
  readonly total: number;
  readonly note: string;
  waybill: string;
  cost: number | null;
  /** Whether a person has taken it out of the transaction. */
  isGone: boolean;
}

interface Change extends Status {
  readonly at: number;
  readonly by: 'member' | 'person' | 'proxy';
  readonly button: Button | 'new' | 'pay';
}

interface PaidBack {
  readonly amount: number;
  readonly at: number;
  readonly by: Change['by'];
}

export interface Transaction {
  readonly number: string;
  readonly member: string;
  total: number;
  /** with those that are gone */
  readonly lines: Line[];
  /** the first one is its beginning */
  readonly changes: Change[];
  readonly paidBack: PaidBack[];
}

export interface TransactionsParts {
  readonly now: () => number;
  /** ms until a change is visible to reads */
  readonly lag: () => number;
  /** Whether `diproses` and `selesai` make a cancelled transaction paid again; not documented. */
  readonly reopens: boolean;
  /** Whether `riwayat_saldo` has the documented text of `/user/catatan`. */
  readonly showsPaidBack: boolean;
  /** Draws whether a read shows words that are not documented. */
  readonly isStrange: () => boolean;
  /** calls that are answered on the first day; `Infinity`: all */
  readonly quota: number;
  /** ms since 1970, when the next day's quota begins */
  readonly nextDayAt: number;
  /** Called when a node reads a transaction. */
  readonly onRead: (transaction: Transaction, seen: Status) => void;
  /** Called when a transaction was created or has changed, to call back. */
  readonly onChange: (transaction: Transaction) => void;
}

const PAGE_SIZE = 10;
const STEPS: readonly Status['delivery'][] = ['belum diproses', 'diproses', 'dikirim', 'selesai'];

const success = (fields: object): Reply => ({
  status: 200,
  body: { code: 200, status: 'ok', ...fields },
});
const failure = (code: number, status: string): Reply => ({ status: code, body: { code, status } });

/** What the app shows of it. */
export const shownLines = ({ lines }: Pick<Transaction, 'lines'>): Line[] =>
  lines.filter(({ isGone }) => !isGone);

const totalOf = (transaction: Pick<Transaction, 'lines'>): number =>
  shownLines(transaction).reduce((sum, { total }) => sum + total, 0);

export const statusOf = ({ changes }: Transaction): Status => {
  const last = changes.at(-1);
  if (!last) throw new Error('A transaction has a beginning.');
  return last;
};

function stepBack({ paid, delivery }: Status): Status {
  const step = STEPS.indexOf(delivery);
  if (paid === 'di batalkan') return { paid: 'pending', delivery: 'belum diproses' };
  return step > 0
    ? { paid, delivery: STEPS[step - 1] ?? 'belum diproses' }
    : { paid: 'pending', delivery };
}

export class Transactions {
  readonly all: Transaction[] = [];
  readonly #parts: TransactionsParts;
  #answeredCalls = 0;

  constructor(parts: TransactionsParts) {
    this.#parts = parts;
  }

  create(
    transaction: Pick<Transaction, 'number' | 'member' | 'lines'>,
    isPaid: boolean,
    at = this.#parts.now(),
  ): Transaction {
    const created: Transaction = {
      ...transaction,
      total: totalOf(transaction),
      changes: [],
      paidBack: [],
    };
    this.all.push(created);
    const paid = isPaid ? 'lunas' : 'pending';
    this.#change(created, { paid, delivery: 'belum diproses' }, 'member', 'new', at);
    return created;
  }

  pay(transaction: Transaction): void {
    const { paid } = statusOf(transaction);
    if (paid === 'pending')
      this.#change(transaction, { ...statusOf(transaction), paid: 'lunas' }, 'member', 'pay');
  }

  /** @returns whether the button may be pressed now */
  press(transaction: Transaction, button: Button, by: 'person' | 'proxy'): boolean {
    const before = statusOf(transaction);
    const after = this.#afterButton(before, button);
    if (after === null) return false;
    if (button === 'batal_dan_refund' && before.paid === 'lunas') {
      transaction.paidBack.push({ amount: transaction.total, at: this.#parts.now(), by });
    }
    this.#change(transaction, after, by, button);
    return true;
  }

  /** A person changes what is in it; that the app can do so is not documented. */
  edit(
    transaction: Transaction,
    change: { readonly add: Line } | { readonly takeOut: Line },
  ): void {
    if ('add' in change) transaction.lines.push(change.add);
    else change.takeOut.isGone = true;
    transaction.total = totalOf(transaction);
  }

  find = (number: string): Transaction | undefined =>
    this.all.find((transaction) => transaction.number === number);

  handle = (call: UpstreamCall): Reply => {
    const { quota, nextDayAt, now } = this.#parts;
    if (this.#answeredCalls >= quota && now() < nextDayAt) return failure(429, 'limit');
    this.#answeredCalls += 1;
    const { query, body } = call;
    switch (`${call.method} ${call.path}`) {
      case 'GET /transaksi/list':
        return this.#list(Number(query.get('page')));
      case 'GET /transaksi/id':
        return this.#read(query.get('nomor_pembayaran') ?? '');
      case 'PATCH /transaksi/id':
        return body['id_transaksi'] === undefined ? this.#write(body) : this.#writeWaybill(body);
      case 'GET /member/saldo':
        return this.#history(query.get('id_user') ?? '');
      default:
        return failure(404, 'tidak ada');
    }
  };

  #afterButton({ paid, delivery }: Status, button: Button): Status | null {
    const step = STEPS.indexOf(delivery);
    const mayReopen = paid !== 'di batalkan' || this.#parts.reopens;
    switch (button) {
      case 'lanjut':
        if (paid === 'pending') return { paid: 'lunas', delivery };
        return step < 0 ? null : { paid, delivery: STEPS[step + 1] ?? 'selesai' };
      case 'kembali':
        return stepBack({ paid, delivery });
      case 'lunas':
        return { paid: 'lunas', delivery: step < 0 ? 'belum diproses' : delivery };
      case 'diproses':
      case 'selesai':
        return mayReopen ? { paid: 'lunas', delivery: button } : null;
      case 'batal':
      case 'batal_dan_refund':
        return { paid: 'di batalkan', delivery: 'di batalkan' };
    }
  }

  #change(
    transaction: Transaction,
    status: Status,
    by: Change['by'],
    button: Change['button'],
    at = this.#parts.now(),
  ): void {
    const { paid, delivery } = status;
    transaction.changes.push({ paid, delivery, at, by, button });
    this.#parts.onChange(transaction);
  }

  /** The state that reads show; `null` while they do not show the transaction. */
  #seen({ changes }: Transaction): Status | null {
    const until = this.#parts.now() - this.#parts.lag();
    return changes.findLast(({ at }) => at <= until) ?? null;
  }

  #list(page: number): Reply {
    const paid = this.all.toReversed().flatMap((transaction) => {
      const seen = this.#seen(transaction);
      return seen?.paid === 'lunas' ? [{ transaction, seen }] : [];
    });
    const rows = paid.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return success({
      data: rows.map(({ transaction: { number, member }, seen }) => ({
        nomor_pembayaran: number,
        id_user: member,
        status_bayar: seen.paid,
        status_pengiriman: seen.delivery,
      })),
    });
  }

  #read(number: string): Reply {
    const transaction = this.find(number);
    const known = transaction && this.#seen(transaction);
    if (!known) return failure(404, 'nomor pembayaran tidak ditemukan');
    const seen: Status = this.#parts.isStrange() ? { ...known, delivery: 'di tinjau' } : known;
    this.#parts.onRead(transaction, seen);
    return success({
      nomor_pembayaran: number,
      id_user: transaction.member,
      status_bayar: seen.paid,
      status_pengiriman: seen.delivery,
      total_transaksi: transaction.total,
      data_pesanan: [
        {
          data_produk: shownLines(transaction).map(
            ({ id, product, quantity, total, note, waybill }) => ({
              id_transaksi: id,
              id_barang: product,
              nama_barang: `Barang ${product}`,
              jumlah_barang: quantity,
              total_harga: total,
              catatan: note,
              nomor_resi: waybill,
            }),
          ),
        },
      ],
    });
  }

  #write(body: UpstreamCall['body']): Reply {
    const transaction = this.find(toText(body['nomor_pembayaran']));
    const button = BUTTONS.find((each) => each === body['status_transaksi']);
    if (!transaction) return failure(404, 'data tidak ditemukan');
    const before = statusOf(transaction);
    if (!button || !this.press(transaction, button, 'proxy')) return failure(400, 'status salah');
    const after = statusOf(transaction);
    return {
      ...success({
        nomor_pembayaran: transaction.number,
        statu_bayar_awal: before.paid,
        status_pengiriman_awal: before.delivery,
        status_bayar_terbaru: after.paid,
        status_pengiriman_terbaru: after.delivery,
      }),
      hasEffect: true,
    };
  }

  #writeWaybill(body: UpstreamCall['body']): Reply {
    const id = toText(body['id_transaksi']);
    const line = this.all.flatMap(({ lines }) => lines).find((each) => each.id === id);
    if (!line) return failure(404, 'data tidak ditemukan');
    line.waybill = toText(body['nomor_resi']);
    if (body['harga_modal'] !== undefined) line.cost = Number(body['harga_modal']);
    return { ...success({ status: 'ok - nomor resi berhasil diubah' }), hasEffect: true };
  }

  #history(member: string): Reply {
    const { now, lag, showsPaidBack } = this.#parts;
    const until = now() - lag();
    const rows = this.all
      .filter((transaction) => transaction.member === member)
      .flatMap(({ number, paidBack }) => paidBack.map((row) => ({ number, ...row })))
      .filter(({ at }) => at <= until);
    return success({
      id_user: member,
      jumlah_saldo: 0,
      riwayat_saldo: rows.map(({ number, amount }) => ({
        informasi_catatan: showsPaidBack
          ? `Pengembalian saldo dari transaksi ${number} yang otomatis dibatalkan.`
          : 'Saldo diubah',
        jumlah_dana: amount,
      })),
    });
  }
}
