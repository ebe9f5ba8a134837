/** bukaOlshop: members, their saldo, the Open and the Closed API. */
import { toText, type Reply, type UpstreamCall } from './upstream.js';

export interface RecordedTransfer {
  readonly member: string;
  readonly direction: 'debit' | 'refund';
  readonly amount: number;
  readonly note: string;
  readonly at: number;
}

export interface Member {
  readonly id: string;
  readonly token: string;
  readonly email: string;
  readonly pin: string | null;
  readonly opening: number;
  saldo: number;
  lastChangeAt: number;
}

export interface BukaolshopParts {
  readonly now: () => number;
  readonly lag: () => number;
  /** Whether `/user/catatan` shows notes. */
  readonly catatanShowsNotes: boolean;
  /** Whether `riwayat_saldo` does. */
  readonly riwayatShowsNotes: boolean;
  /** time in ms from which on it answers old tokens with an empty history instead of an error */
  readonly catatanEmptyFrom: number;
  /** maximum number of rows of a page, whatever the request says */
  readonly pageSize: number;
  /** calls that the Closed API answers on the first day; `Infinity`: all */
  readonly quota: number;
  /** ms since 1970, when the next day's quota begins */
  readonly nextDayAt: number;
  /** offset of its time zone from UTC, ms */
  readonly timeZoneMs: number;
}

interface Decoy extends RecordedTransfer {
  /** in the other direction, with the same amount; otherwise with another amount */
  readonly isOpposite: boolean;
}

/** the note of a transfer that the proxy did not send */
const FOREIGN_NOTE = 'Transaksi di aplikasi';

/** ms between two transfers of a member */
const PAUSE_MS = 5_000;

const success = (fields: object): Reply => ({
  status: 200,
  body: { code: 200, status: 'ok', ...fields },
});
const failure = (code: number, status: string): Reply => ({ status: code, body: { code, status } });

export class Bukaolshop {
  readonly members = new Map<string, Member>();
  readonly transfers: RecordedTransfer[] = [];
  /** rows that carry one of the proxy's tags but are none of its transfers */
  readonly #decoys: Decoy[] = [];
  readonly #parts: BukaolshopParts;
  #serial = 0;
  #answeredCalls = 0;

  constructor(parts: BukaolshopParts) {
    this.#parts = parts;
  }

  open = (call: UpstreamCall): Reply => {
    const member = this.members.get(call.query.get('id_user') ?? '');
    if (member?.token !== call.query.get('token_user')) return failure(401, 'token salah');
    if (call.path === '/user/info') {
      const data = { nama_user: `Pembeli ${member.id}`, email_user: member.email };
      return success({ data: { ...data, jumlah_saldo: String(member.saldo) } });
    }
    if (call.path === '/user/catatan')
      return success({ data: this.#catatanRows(member, call.query) });
    return failure(404, 'tidak ada');
  };

  closed = (call: UpstreamCall): Reply => {
    const { quota, nextDayAt, now } = this.#parts;
    if (this.#answeredCalls >= quota && now() < nextDayAt) return failure(429, 'limit');
    this.#answeredCalls += 1;
    const { method, path, query } = call;
    if (path === '/member/id') {
      const email = query.get('email_user');
      const found = [...this.members.values()].find((member) => member.email === email);
      return found ? success({ id_user: found.id, email_user: email }) : failure(404, 'tidak ada');
    }
    if (path !== '/member/saldo') return failure(404, 'tidak ada');
    const id = method === 'POST' ? toText(call.body['id_user']) : (query.get('id_user') ?? '');
    const member = this.members.get(id);
    if (!member) return failure(404, 'tidak ada');
    if (method === 'POST') return this.#postTransfer(member, call.body);
    // Without a direction, an opposite decoy could not be distinguished from the imitated transfer.
    const showsNote = (row: RecordedTransfer) =>
      this.#parts.riwayatShowsNotes &&
      !this.#decoys.some((decoy) => decoy === row && decoy.isOpposite);
    const history = this.#visibleTransfers(member).map((row) => ({
      informasi_catatan: 'Saldo diubah oleh admin',
      jumlah_dana: row.amount,
      tanggal: timestamp(row.at),
      ...(showsNote(row) && { catatan_saldo: row.note }),
    }));
    return success({ id_user: id, jumlah_saldo: member.saldo, riwayat_saldo: history });
  };

  /** Adds a transfer that the proxy did not send. */
  addForeignTransfer(member: Member, amount: number): void {
    const direction = amount < 0 ? 'debit' : 'refund';
    if (direction === 'debit' && member.saldo < -amount) return;
    this.#recordTransfer(member, direction, Math.abs(amount), FOREIGN_NOTE);
  }

  /** The sum of a member's foreign transfers, whole rupiah. */
  foreignChangesOf(id: string): number {
    return this.transfers
      .filter(({ member, note }) => member === id && note === FOREIGN_NOTE)
      .reduce((sum, { direction, amount }) => sum + (direction === 'debit' ? -amount : amount), 0);
  }

  /** Whether a history shows the tag on another transfer. */
  hasDecoyFor(tag: string): boolean {
    const { catatanShowsNotes, riwayatShowsNotes } = this.#parts;
    return this.#decoys.some(
      ({ note, isOpposite }) =>
        note.startsWith(tag) && (catatanShowsNotes || (riwayatShowsNotes && !isOpposite)),
    );
  }

  /** Adds a row that carries the note of a transfer that never happened. */
  leaveDecoy({ body }: UpstreamCall, isOpposite: boolean): void {
    const amount = Number(body['jumlah']);
    const isDebit = (body['tipe'] === 'kurang') !== isOpposite;
    this.#decoys.push({
      member: toText(body['id_user']),
      direction: isDebit ? 'debit' : 'refund',
      amount: isOpposite ? amount : amount + (this.#decoys.length % 2 === 0 ? 1 : -1),
      note: toText(body['catatan_saldo']),
      at: this.#parts.now(),
      isOpposite,
    });
  }

  #postTransfer(member: Member, body: UpstreamCall['body']): Reply {
    const [tipe, jumlah, note, pin] = ['tipe', 'jumlah', 'catatan_saldo', 'pin'].map((name) =>
      toText(body[name]),
    );
    const amount = Number(jumlah);
    const direction = tipe === 'kurang' ? 'debit' : 'refund';
    if (!Number.isSafeInteger(amount) || amount <= 0) return failure(400, 'jumlah salah');
    if (direction === 'debit' && member.pin !== null && pin !== member.pin) {
      return failure(403, pin === '' ? 'PIN member wajib di isi' : 'PIN yang anda masukkan salah');
    }
    if (this.#parts.now() - member.lastChangeAt < PAUSE_MS) {
      return failure(400, 'Tunggu 5 detik sebelum mengubah saldo member ini lagi');
    }
    if (direction === 'debit' && amount > member.saldo) {
      return failure(403, 'Pengurangan lebih besar dari jumlah saldo member');
    }
    this.#recordTransfer(member, direction, amount, note ?? '');
    const id_perubahan = String((this.#serial += 1));
    return {
      ...success({ id_user: member.id, jumlah: amount, tipe, id_perubahan }),
      hasEffect: true,
    };
  }

  #recordTransfer(
    member: Member,
    direction: RecordedTransfer['direction'],
    amount: number,
    note: string,
  ): void {
    const at = this.#parts.now();
    member.saldo += direction === 'debit' ? -amount : amount;
    member.lastChangeAt = at;
    this.transfers.push({ member: member.id, direction, amount, note, at });
  }

  /** The visible rows of a history, newest first. */
  #visibleTransfers({ id }: Member): RecordedTransfer[] {
    const until = this.#parts.now() - this.#parts.lag();
    return [...this.#decoys, ...this.transfers]
      .filter(({ member, at }) => member === id && at <= until)
      .toReversed();
  }

  #catatanRows(member: Member, query: URLSearchParams): unknown[] {
    if (this.#parts.now() >= this.#parts.catatanEmptyFrom) return [];
    const size = Math.min(Number(query.get('total_data')), this.#parts.pageSize);
    const from = (Number(query.get('page')) - 1) * size;
    return this.#visibleTransfers(member)
      .slice(from, from + size)
      .map(({ direction, amount, note, at }) => ({
        informasi_catatan: 'Saldo diubah oleh admin',
        jumlah_dana: String(amount),
        tipe_jumlah: direction === 'debit' ? 'kurang' : 'tambah',
        tanggal: timestamp(at + this.#parts.timeZoneMs),
        catatan_saldo: this.#parts.catatanShowsNotes ? note : '',
      }));
  }
}

const timestamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
