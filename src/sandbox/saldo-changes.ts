import { transactionLink, transactionNote, type SaldoNoteRow } from './content/rows.js';
import type { ShopBackend } from './shop/shop-backend.js';
import type { Member, SaldoChange } from './state/members.js';
import { timestamp } from './wib-time.js';

/** Changes a saldo and records the change. The caller has checked that the change is allowed. */
export const changeSaldo = (
  backend: ShopBackend,
  member: Member,
  change: Pick<SaldoChange, 'tipe' | 'jumlah' | 'catatan_saldo' | 'nomor_pembayaran'>,
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

/** A change's text in a history. The documentation shows those of transactions only. */
export const historyText = ({ tipe, nomor_pembayaran }: SaldoChange): string => {
  if (nomor_pembayaran !== '') return transactionNote(tipe, nomor_pembayaran);
  return tipe === 'tambah' ? 'Saldo ditambah oleh admin' : 'Saldo dikurangi oleh admin';
};

/** A member's changes as rows of the Open API's `/user/catatan`, newest first. */
export const saldoNotes = (
  { changes }: Member,
  { settings, storefrontPath }: ShopBackend,
  publicUrl: string,
): SaldoNoteRow[] =>
  changes.toReversed().map((change) => {
    const { nomor_pembayaran: number } = change;
    return {
      informasi_catatan: historyText(change),
      jumlah_dana: String(change.jumlah),
      tipe_jumlah: change.tipe,
      // `saldo` is an assumption: the documentation shows rows of transactions only.
      tipe_mutasi: number === '' ? 'saldo' : 'transaksi',
      tanggal: timestamp(change.at),
      saldo_terakhir: String(change.saldo),
      link_transaksi: number === '' ? '' : transactionLink(publicUrl + storefrontPath, number),
      nomor_pembayaran: number,
      catatan_saldo: settings.notesInHistory.catatan ? change.catatan_saldo : '',
    };
  });
