import { changeSaldo, historyText } from '../saldo-changes.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Member, SaldoChange } from '../state/members.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { timestamp } from '../wib-time.js';
import { failure, success, withMember } from './replies.js';

/**
 * Checks the PIN. The documentation does not say how a wrong PIN is refused. Assumptions: a shop can
 * require a PIN, `tambah` needs none, and any PIN is wrong for a member without one.
 */
const pinFailure = (request: UpstreamRequest, member: Member): UpstreamReply | undefined => {
  const pin = textField(request, 'pin');
  if (pin === '') {
    const isNeeded = member.pinRequired && textField(request, 'tipe') === 'kurang';
    return isNeeded ? failure(403, 'PIN member wajib di isi') : undefined;
  }
  return pin === member.pin ? undefined : failure(403, 'PIN yang anda masukkan salah');
};

/** Public clients wait about five seconds between two changes. The message is an assumption. */
const tooSoonFailure = (backend: ShopBackend, member: Member): UpstreamReply | undefined => {
  const last = member.changes.at(-1);
  const isTooSoon = last !== undefined && backend.now() - last.at < backend.settings.saldoPauseMs;
  return isTooSoon
    ? failure(400, 'Tunggu 5 detik sebelum mengubah saldo member ini lagi')
    : undefined;
};

/** `POST /member/saldo`. Assumption: `jumlah` must be a positive whole number. */
export const postSaldo = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withMember(request, backend, (member) => {
    const tipe = textField(request, 'tipe');
    const jumlah = textField(request, 'jumlah');
    if (tipe !== 'tambah' && tipe !== 'kurang') {
      return failure(400, 'tipe harus di isi dengan tambah atau kurang');
    }
    if (!/^[1-9]\d{0,11}$/.test(jumlah)) return failure(400, 'jumlah harus di isi dengan angka');
    const refusal = pinFailure(request, member) ?? tooSoonFailure(backend, member);
    if (refusal !== undefined) return refusal;
    if (tipe === 'kurang' && Number(jumlah) > member.saldo) {
      return failure(403, 'Pengurangan lebih besar dari jumlah saldo member');
    }
    const catatan_saldo = textField(request, 'catatan_saldo');
    const change = changeSaldo(backend, member, {
      tipe,
      jumlah: Number(jumlah),
      catatan_saldo,
      nomor_pembayaran: '',
    });
    const { id_user, email_user, nama_user } = member;
    return success(
      {
        id_user,
        email_user,
        nama_user,
        jumlah: change.jumlah + backend.settings.saldoEchoOffset,
        tipe,
        id_perubahan: change.id_perubahan,
      },
      `ok - Saldo berhasil ${tipe === 'tambah' ? 'ditambah' : 'dikurangi'}`,
    );
  });

/** `GET /member/saldo`. Whether `riwayat_saldo` repeats notes is unknown, hence a shop setting. */
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
