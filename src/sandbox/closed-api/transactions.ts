import type { ShopBackend } from '../shop/shop-backend.js';
import type { Transaction } from '../state/transactions.js';
import {
  textField,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { timestamp } from '../wib-time.js';
import { failure, success } from './replies.js';
import { changeSaldo } from './saldo.js';

type TransactionStatus = readonly [Transaction['status_bayar'], Transaction['status_pengiriman']];

/** The order in which `lanjut` goes forward and `kembali` goes back. */
const STATUS_SEQUENCE: readonly TransactionStatus[] = [
  ['pending', 'belum diproses'],
  ['lunas', 'belum diproses'],
  ['lunas', 'diproses'],
  ['lunas', 'dikirim'],
  ['lunas', 'selesai'],
];

const CANCELLED_STATUS: TransactionStatus = ['di batalkan', 'di batalkan'];

const STATUS_BY_COMMAND: ReadonlyMap<string, TransactionStatus> = new Map<
  string,
  TransactionStatus
>([
  ['lunas', ['lunas', 'belum diproses']],
  ['diproses', ['lunas', 'diproses']],
  ['selesai', ['lunas', 'selesai']],
  ['batal', CANCELLED_STATUS],
  ['batal_dan_refund', CANCELLED_STATUS],
]);

const nextStatus = (transaction: Transaction, command: string): TransactionStatus | undefined => {
  if (command !== 'lanjut' && command !== 'kembali') return STATUS_BY_COMMAND.get(command);
  const at = STATUS_SEQUENCE.findIndex(
    ([paid, sent]) => paid === transaction.status_bayar && sent === transaction.status_pengiriman,
  );
  return STATUS_SEQUENCE[at + (command === 'lanjut' ? 1 : -1)];
};

/** `GET /transaksi/list`: ten a page, newest first. */
export const listTransactions = (
  { query }: UpstreamRequest,
  backend: ShopBackend,
): UpstreamReply => {
  const page = Number(query.get('page'));
  if (!Number.isInteger(page) || page < 1 || page > 600) return failure(400, 'page harus 1 - 600');
  const filter = query.get('filter_status');
  const member = query.get('id_user');
  const rows = [...backend.state.transactions.values()]
    .filter(
      (each) =>
        (member === null || each.id_user === member) &&
        (filter === null || filter === each.status_bayar || filter === each.status_pengiriman),
    )
    .slice((page - 1) * 10, page * 10)
    .map(({ nomor_pembayaran, id_user, status_bayar, status_pengiriman, at }) => ({
      nomor_pembayaran,
      id_user,
      status_bayar,
      status_pengiriman,
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

/** `GET /transaksi/id`. */
export const getTransaction = ({ query }: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withTransaction(query.get('nomor_pembayaran') ?? '', backend, (transaction) =>
    success({
      nomor_pembayaran: transaction.nomor_pembayaran,
      id_user: transaction.id_user,
      status_bayar: transaction.status_bayar,
      status_pengiriman: transaction.status_pengiriman,
      bank_penerima: 'BCA',
      terakhir_update: timestamp(transaction.updated),
      tanggal_buat: timestamp(transaction.at),
      potongan: 0,
      kode_unik: 0,
      total_membership: 0,
      total_transaksi: transaction.total,
      data_pesanan: [
        {
          ekspedisi: '',
          ongkos_kirim: 0,
          nama_pengirim: '',
          provinsi: '',
          kota: '',
          kecamatan: '',
          no_hp: '',
          kode_pos: '',
          data_produk: [
            {
              id_transaksi: `9${transaction.nomor_pembayaran}`,
              id_barang: '257304',
              nama_barang: transaction.nama_barang,
              jumlah_barang: 1,
              total_harga: transaction.total,
              catatan: transaction.catatan,
              nomor_resi: '',
            },
          ],
        },
      ],
    }),
  );

/** The encoding of a callback is not documented: a form is an assumption. */
const sendStatusCallback = (backend: ShopBackend, transaction: Transaction): void => {
  const url = backend.settings.callbackUrls.bukaolshop;
  if (url === undefined) return;
  const body = new URLSearchParams({
    tipe_callback: 'perubahan_status_transaksi',
    secret_key_callback: backend.callbackSecret,
    nomor_pembayaran: transaction.nomor_pembayaran,
    status_transaksi: transaction.status_pengiriman,
    tipe_transaksi: 'PRODUK DIGITAL',
  });
  const order = transaction.nomor_pembayaran;
  backend.schedule(0, () => void backend.sendCallback({ api: 'closed', order, url, body }));
};

/** `PATCH /transaksi/id`. Waybill numbers, which the real endpoint also takes, are not imitated. */
export const patchTransaction = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withTransaction(textField(request, 'nomor_pembayaran'), backend, (transaction) => {
    const command = textField(request, 'status_transaksi');
    const next = nextStatus(transaction, command);
    if (next === undefined) return failure(400, 'status_transaksi belum di isi dengan benar');
    const { status_bayar: paidBefore, status_pengiriman: sentBefore } = transaction;
    if (command === 'batal_dan_refund') {
      if (paidBefore === 'di batalkan') return failure(400, 'Transaksi telah di batalkan');
      const member = backend.state.members.get(transaction.id_user);
      const note = `Pengembalian saldo dari transaksi ${transaction.nomor_pembayaran}`;
      if (member !== undefined && paidBefore === 'lunas') {
        changeSaldo(backend, member, {
          tipe: 'tambah',
          jumlah: transaction.total,
          catatan_saldo: note,
        });
      }
    }
    [transaction.status_bayar, transaction.status_pengiriman] = next;
    transaction.updated = backend.now();
    sendStatusCallback(backend, transaction);
    return success({
      nomor_pembayaran: transaction.nomor_pembayaran,
      // Spelled without the `s`, as documented.
      statu_bayar_awal: paidBefore,
      status_pengiriman_awal: sentBefore,
      status_bayar_terbaru: transaction.status_bayar,
      status_pengiriman_terbaru: transaction.status_pengiriman,
    });
  });
