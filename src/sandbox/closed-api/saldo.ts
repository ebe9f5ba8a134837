import { timestamp } from '../platform.js';
import type { UpstreamReply, UpstreamRequest } from '../upstream-api/mount-upstream-api.js';
import type { Member, SaldoChange } from '../state/members.js';
import type { SaldoNoteRow } from '../content/rows.js';
import type { ShopBackend } from '../shop/shop-backend.js';

/** An answer in the Closed API's envelope. */
export const success = (fields: object, status = 'ok'): UpstreamReply => ({
  status: 200,
  body: { code: 200, status, ...fields },
});

export const failure = (code: number, status: string): UpstreamReply => ({
  status: code,
  body: { code, status },
});

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A field of the body as text; empty when it is missing. */
export const field = (request: UpstreamRequest, name: string): string =>
  asText(request.fields[name]);

/** Finds the member that `id_user` or `email_user` names, in the query of a GET, else in the body. */
export const withMember = (
  request: UpstreamRequest,
  backend: ShopBackend,
  answer: (member: Member) => UpstreamReply,
): UpstreamReply => {
  const readParameter = (name: string) =>
    request.method === 'GET' ? (request.query.get(name) ?? '') : field(request, name);
  const [id, email] = [readParameter('id_user'), readParameter('email_user')];
  if (id === '' && email === '') return failure(400, 'id_user atau email_user belum di isi');
  const member =
    id === ''
      ? [...backend.state.members.values()].find((each) => each.email_user === email)
      : backend.state.members.get(id);
  return member === undefined ? failure(404, 'Data tidak ditemukan') : answer(member);
};

/** Changes a saldo and writes it down. Whether it may, others have decided. */
export const changeSaldo = (
  backend: ShopBackend,
  member: Member,
  change: Pick<SaldoChange, 'tipe' | 'jumlah' | 'catatan_saldo'>,
): SaldoChange => {
  member.saldo += change.tipe === 'tambah' ? change.jumlah : -change.jumlah;
  const entry: SaldoChange = {
    id_perubahan: String(backend.nextId()),
    ...change,
    at: backend.now(),
    saldo: member.saldo,
  };
  member.changes.push(entry);
  return entry;
};

/**
 * The PIN of a debit. Assumptions: the documentation says neither how a wrong PIN is refused, nor
 * that a shop can demand one; that a refund needs none; that a PIN is wrong for a member without one.
 */
const pinFailure = (request: UpstreamRequest, member: Member): UpstreamReply | undefined => {
  const pin = field(request, 'pin');
  if (pin === '') {
    const isNeeded = member.pinRequired && field(request, 'tipe') === 'kurang';
    return isNeeded ? failure(403, 'PIN member wajib di isi') : undefined;
  }
  return pin === member.pin ? undefined : failure(403, 'PIN yang anda masukkan salah');
};

/** Seen in public clients: about five seconds between two changes. The sentence is an assumption. */
const tooSoonFailure = (backend: ShopBackend, member: Member): UpstreamReply | undefined => {
  const last = member.changes.at(-1);
  const isTooSoon = last !== undefined && backend.now() - last.at < backend.settings.saldoPauseMs;
  return isTooSoon
    ? failure(400, 'Tunggu 5 detik sebelum mengubah saldo member ini lagi')
    : undefined;
};

/** `POST /member/saldo`. That `jumlah` must be a positive whole number is an assumption. */
export const postSaldo = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withMember(request, backend, (member) => {
    const tipe = field(request, 'tipe');
    const jumlah = field(request, 'jumlah');
    if (tipe !== 'tambah' && tipe !== 'kurang') {
      return failure(400, 'tipe harus di isi dengan tambah atau kurang');
    }
    if (!/^[1-9]\d{0,11}$/.test(jumlah)) return failure(400, 'jumlah harus di isi dengan angka');
    const refusal = pinFailure(request, member) ?? tooSoonFailure(backend, member);
    if (refusal !== undefined) return refusal;
    if (tipe === 'kurang' && Number(jumlah) > member.saldo) {
      return failure(403, 'Pengurangan lebih besar dari jumlah saldo member');
    }
    const catatan_saldo = field(request, 'catatan_saldo');
    const change = changeSaldo(backend, member, { tipe, jumlah: Number(jumlah), catatan_saldo });
    const { id_user, email_user, nama_user } = member;
    return success(
      {
        id_user,
        email_user,
        nama_user,
        jumlah: change.jumlah,
        tipe,
        id_perubahan: change.id_perubahan,
      },
      `ok - Saldo berhasil ${tipe === 'tambah' ? 'ditambah' : 'dikurangi'}`,
    );
  });

/** What a history says of a change; the documentation shows no such row, so this is an assumption. */
const historyText = ({ tipe }: SaldoChange): string =>
  tipe === 'tambah' ? 'Saldo ditambah oleh admin' : 'Saldo dikurangi oleh admin';

/** `GET /member/saldo`. Whether `riwayat_saldo` repeats a note is unknown: a shop setting. */
export const getSaldo = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withMember(request, backend, ({ id_user, email_user, nama_user, saldo, changes }) => {
    const showsNotes = backend.settings.notesInHistory.riwayat;
    const noteSuffix = ({ catatan_saldo }: SaldoChange) =>
      showsNotes && catatan_saldo !== '' ? ` (${catatan_saldo})` : '';
    return success({
      id_user,
      email_user,
      nama_user,
      transaksi_terakhir: timestamp(changes.at(-1)?.at ?? backend.now()),
      jumlah_saldo: saldo,
      riwayat_saldo: changes.toReversed().map((change) => ({
        informasi_catatan: historyText(change) + noteSuffix(change),
        jumlah_dana: change.jumlah,
        tanggal: timestamp(change.at),
      })),
    });
  });

/** The changes as rows of the Open API's `/user/catatan`, newest first. */
export const saldoNotes = (
  { changes }: Member,
  settings: ShopBackend['settings'],
): SaldoNoteRow[] =>
  changes.toReversed().map((change) => ({
    informasi_catatan: historyText(change),
    jumlah_dana: String(change.jumlah),
    tipe_jumlah: change.tipe,
    // An assumption: the documentation shows rows of transactions alone.
    tipe_mutasi: 'saldo',
    tanggal: timestamp(change.at),
    saldo_terakhir: String(change.saldo),
    link_transaksi: '',
    nomor_pembayaran: '',
    catatan_saldo: settings.notesInHistory.catatan ? change.catatan_saldo : '',
  }));
