import { carryOut, transactionCommands } from '../checkout/status.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import type { Transaction, TransactionLine } from '../state/transactions.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { timestamp } from '../wib-time.js';
import { readPage } from './pages.js';
import { failure, success } from './replies.js';

/** `GET /transaksi/list`: ten a page, newest first. Assumption: `filter_status` may name either status. */
export const listTransactions = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const page = readPage(request);
  if (page === undefined) return failure(400, 'page harus 1 - 600');
  const filter = request.query.get('filter_status') ?? '';
  const member = request.query.get('id_user') ?? '';
  const rows = [...backend.state.transactions.values()]
    .filter(
      ({ id_user, status }) =>
        (member === '' || id_user === member) &&
        (filter === '' || filter === status.status_bayar || filter === status.status_pengiriman),
    )
    .toReversed()
    .slice((page - 1) * 10, page * 10)
    .map(({ nomor_pembayaran, id_user, status, at }) => ({
      nomor_pembayaran,
      id_user,
      ...status,
      tanggal: timestamp(at),
    }));
  return success({ data: rows });
};

const withTransaction = (
  number: string,
  backend: ShopBackend,
  reply: (transaction: Transaction) => UpstreamReply,
): UpstreamReply => {
  if (number === '') return failure(400, 'nomor_pembayaran belum di isi');
  const transaction = backend.state.transactions.get(number);
  return transaction === undefined ? failure(404, 'Data tidak ditemukan') : reply(transaction);
};

/** `harga_modal` is written, but no documented answer shows it. */
const lineRow = ({ isDigital: _isDigital, harga_modal: _cost, ...line }: TransactionLine) => line;

/** Assumption: what is sent by nobody has an order of its own, with empty fields. */
const NOT_SENT = {
  ekspedisi: '',
  ongkos_kirim: 0,
  nama_pengirim: '',
  provinsi: '',
  kota: '',
  kecamatan: '',
  no_hp: '',
  kode_pos: '',
};

/** The documented example's, without its cost. */
const SENT = {
  ekspedisi: 'JNE OKE',
  ongkos_kirim: 0,
  nama_pengirim: 'Nama saya 1',
  provinsi: 'Riau',
  kota: 'Pekanbaru',
  kecamatan: 'Bukit Raya',
  no_hp: '085279462345',
  kode_pos: '28112',
};

const orderRows = ({ lines }: Transaction) =>
  [true, false].flatMap((isDigital) => {
    const same = lines.filter((line) => line.isDigital === isDigital);
    if (same.length === 0) return [];
    return [{ ...(isDigital ? NOT_SENT : SENT), data_produk: same.map(lineRow) }];
  });

/** `GET /transaksi/id`. Assumption: what was paid by saldo names no bank. */
export const getTransaction = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withTransaction(query.get('nomor_pembayaran') ?? '', backend, (transaction) =>
    success({
      nomor_pembayaran: transaction.nomor_pembayaran,
      id_user: transaction.id_user,
      ...transaction.status,
      bank_penerima: transaction.payment === 'transfer' ? 'BCA' : '',
      terakhir_update: timestamp(transaction.updated),
      tanggal_buat: timestamp(transaction.at),
      potongan: 0,
      kode_unik: 0,
      total_membership: 0,
      total_transaksi: transaction.total,
      data_pesanan: orderRows(transaction),
    }),
  );

const isDigits = (text: string): boolean => /^\d{1,12}$/.test(text);

const patchWaybill = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply => {
  const id = textField(request, 'id_transaksi');
  const waybill = textField(request, 'nomor_resi');
  const cost = textField(request, 'harga_modal');
  if (waybill === '') return failure(400, 'nomor_resi belum di isi');
  if (cost !== '' && !isDigits(cost)) return failure(400, 'harga_modal harus di isi dengan angka');
  for (const transaction of backend.state.transactions.values()) {
    const line = transaction.lines.find(({ id_transaksi }) => id_transaksi === id);
    if (line === undefined) continue;
    line.nomor_resi = waybill;
    if (cost !== '') line.harga_modal = Number(cost);
    transaction.updated = backend.now();
    return success({}, 'ok - nomor resi berhasil diubah');
  }
  return failure(404, 'Data tidak ditemukan');
};

const patchStatus = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withTransaction(textField(request, 'nomor_pembayaran'), backend, (transaction) => {
    const word = textField(request, 'status_transaksi');
    const command = transactionCommands.find((each) => each === word);
    if (command === undefined) return failure(400, 'status_transaksi belum di isi dengan benar');
    const result = carryOut(backend, transaction, command);
    if (result.kind === 'refused') {
      return result.why === 'cancelled'
        ? failure(400, 'Transaksi telah di batalkan')
        : failure(400, `status_transaksi tidak bisa ${command}`);
    }
    return success({
      nomor_pembayaran: transaction.nomor_pembayaran,
      // Spelled without the `s`, as documented.
      statu_bayar_awal: result.before.status_bayar,
      status_pengiriman_awal: result.before.status_pengiriman,
      status_bayar_terbaru: transaction.status.status_bayar,
      status_pengiriman_terbaru: transaction.status.status_pengiriman,
    });
  });

/** `PATCH /transaksi/id`, which changes a line's waybill number or a transaction's status. */
export const patchTransaction = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  'id_transaksi' in request.fields ? patchWaybill(request, backend) : patchStatus(request, backend);
