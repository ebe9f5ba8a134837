/** bukaOlshop: members, their saldo, and both of its interfaces. */
import { textOf, type Reply, type UpstreamCall } from './upstream.js';

export interface SaldoChange {
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
  readonly showsNotes: boolean;
  /** Whether `riwayat_saldo` does. */
  readonly repeatsNotes: boolean;
  /** ms, from when on it shows none to the tokens that it gave, and says nothing of it */
  readonly notesUntil: number;
  /** rows that it gives at most, whatever is asked for */
  readonly pageSize: number;
  /** how far its clock's zone is from UTC, ms */
  readonly zone: number;
}

/** the note of a change that is none of ours */
const OTHERS = 'Transaksi di aplikasi';

/** Between two changes of a member, ms. */
const PAUSE = 5_000;

const done = (fields: object): Reply => ({
  status: 200,
  body: { code: 200, status: 'ok', ...fields },
});
const refused = (code: number, status: string): Reply => ({ status: code, body: { code, status } });

export class Bukaolshop {
  readonly members = new Map<string, Member>();
  readonly changes: SaldoChange[] = [];
  /** rows that carry one of our tags, and are none of our changes */
  readonly #decoys: SaldoChange[] = [];
  readonly #parts: BukaolshopParts;
  #serial = 0;

  constructor(parts: BukaolshopParts) {
    this.#parts = parts;
  }

  open = (call: UpstreamCall): Reply => {
    const member = this.members.get(call.query.get('id_user') ?? '');
    if (member?.token !== call.query.get('token_user')) return refused(401, 'token salah');
    if (call.path === '/user/info') {
      const data = { nama_user: `Pembeli ${member.id}`, email_user: member.email };
      return done({ data: { ...data, jumlah_saldo: String(member.saldo) } });
    }
    if (call.path === '/user/catatan') return done({ data: this.#notes(member, call.query) });
    return refused(404, 'tidak ada');
  };

  closed = (call: UpstreamCall): Reply => {
    const { method, path, query } = call;
    if (path === '/member/id') {
      const email = query.get('email_user');
      const found = [...this.members.values()].find((member) => member.email === email);
      return found ? done({ id_user: found.id, email_user: email }) : refused(404, 'tidak ada');
    }
    if (path !== '/member/saldo') return refused(404, 'tidak ada');
    const id = method === 'POST' ? textOf(call.body['id_user']) : (query.get('id_user') ?? '');
    const member = this.members.get(id);
    if (!member) return refused(404, 'tidak ada');
    if (method === 'POST') return this.#change(member, call.body);
    // Without a direction in it, a decoy could not be told from what it imitates.
    const isTold = (row: SaldoChange) => this.#parts.repeatsNotes && !this.#decoys.includes(row);
    const history = this.#seen(member).map((row) => ({
      informasi_catatan: 'Saldo diubah oleh admin',
      jumlah_dana: row.amount,
      tanggal: timestamp(row.at),
      ...(isTold(row) && { catatan_saldo: row.note }),
    }));
    return done({ id_user: id, jumlah_saldo: member.saldo, riwayat_saldo: history });
  };

  /** A change of which the proxy knows nothing. */
  changeByOthers(member: Member, amount: number): void {
    const direction = amount < 0 ? 'debit' : 'refund';
    if (direction === 'debit' && member.saldo < -amount) return;
    this.#write(member, direction, Math.abs(amount), OTHERS);
  }

  /** What others changed of a member's saldo, whole rupiah. */
  othersOf(id: string): number {
    return this.changes
      .filter(({ member, note }) => member === id && note === OTHERS)
      .reduce((sum, { direction, amount }) => sum + (direction === 'debit' ? -amount : amount), 0);
  }

  /** Whether its history shows the tag with another change than the one that it was given to. */
  contradicts(tag: string): boolean {
    return this.#parts.showsNotes && this.#decoys.some(({ note }) => note.startsWith(tag));
  }

  /** A row that carries the note of a change that never happened, and is another one. */
  leaveDecoy({ body }: UpstreamCall, isOpposite: boolean): void {
    const amount = Number(body['jumlah']);
    const isDebit = (body['tipe'] === 'kurang') !== isOpposite;
    this.#decoys.push({
      member: textOf(body['id_user']),
      direction: isDebit ? 'debit' : 'refund',
      amount: isOpposite ? amount : amount + (this.#decoys.length % 2 === 0 ? 1 : -1),
      note: textOf(body['catatan_saldo']),
      at: this.#parts.now(),
    });
  }

  #change(member: Member, body: UpstreamCall['body']): Reply {
    const [tipe, jumlah, note, pin] = ['tipe', 'jumlah', 'catatan_saldo', 'pin'].map((name) =>
      textOf(body[name]),
    );
    const amount = Number(jumlah);
    const direction = tipe === 'kurang' ? 'debit' : 'refund';
    if (!Number.isSafeInteger(amount) || amount <= 0) return refused(400, 'jumlah salah');
    if (direction === 'debit' && member.pin !== null && pin !== member.pin) {
      return refused(403, pin === '' ? 'PIN member wajib di isi' : 'PIN yang anda masukkan salah');
    }
    if (this.#parts.now() - member.lastChangeAt < PAUSE) {
      return refused(400, 'Tunggu 5 detik sebelum mengubah saldo member ini lagi');
    }
    if (direction === 'debit' && amount > member.saldo) {
      return refused(403, 'Pengurangan lebih besar dari jumlah saldo member');
    }
    this.#write(member, direction, amount, note ?? '');
    const id_perubahan = String((this.#serial += 1));
    return { ...done({ id_user: member.id, jumlah: amount, tipe, id_perubahan }), hasEffect: true };
  }

  #write(member: Member, direction: SaldoChange['direction'], amount: number, note: string): void {
    const at = this.#parts.now();
    member.saldo += direction === 'debit' ? -amount : amount;
    member.lastChangeAt = at;
    this.changes.push({ member: member.id, direction, amount, note, at });
  }

  /** What a history shows by now, the newest first. */
  #seen({ id }: Member): SaldoChange[] {
    const until = this.#parts.now() - this.#parts.lag();
    return [...this.#decoys, ...this.changes]
      .filter(({ member, at }) => member === id && at <= until)
      .toReversed();
  }

  #notes(member: Member, query: URLSearchParams): unknown[] {
    if (this.#parts.now() >= this.#parts.notesUntil) return [];
    const size = Math.min(Number(query.get('total_data')), this.#parts.pageSize);
    const from = (Number(query.get('page')) - 1) * size;
    return this.#seen(member)
      .slice(from, from + size)
      .map(({ direction, amount, note, at }) => ({
        informasi_catatan: 'Saldo diubah oleh admin',
        jumlah_dana: String(amount),
        tipe_jumlah: direction === 'debit' ? 'kurang' : 'tambah',
        tanggal: timestamp(at + this.#parts.zone),
        catatan_saldo: this.#parts.showsNotes ? note : '',
      }));
  }
}

const timestamp = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
