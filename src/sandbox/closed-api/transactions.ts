import { timestamp } from '../platform.js';
import type { UpstreamReply, UpstreamRequest } from '../upstream-api/mount-upstream-api.js';
import type { ShopBackend } from '../shop/shop-backend.js';
import { changeSaldo, success, field, failure } from './saldo.js';

/** A transaction of the shop's own checkout. */
export interface Transaction {
  readonly nomor_pembayaran: string;
  readonly id_user: string;
  status_bayar: 'pending' | 'lunas' | 'di batalkan';
  status_pengiriman: 'belum diproses' | 'diproses' | 'dikirim' | 'selesai' | 'di batalkan';
  readonly nama_barang: string;
  /** Where the shopper wrote the target of a digital product. */
  readonly catatan: string;
  /** Whole rupiah. */
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  updated: number;
}

const HOUR_MS = 3_600_000;

/** Two transactions to look at and to change. */
export const createDemoTransactions = (now: number): Map<string, Transaction> => {
  const common = { id_user: '130173', at: now - HOUR_MS, updated: now - HOUR_MS };
  const list: Transaction[] = [
    {
      ...common,
      nomor_pembayaran: '74879326',
      status_bayar: 'lunas',
      status_pengiriman: 'diproses',
      nama_barang: 'Mobile Legends 86 Diamonds',
      catatan: '12345678 (2001)',
      total: 24_500,
    },
    {
      ...common,
      nomor_pembayaran: '74879327',
      status_bayar: 'pending',
      status_pengiriman: 'belum diproses',
      nama_barang: 'Pulsa Telkomsel 50.000',
      catatan: '081234567890',
      total: 51_000,
    },
  ];
  return new Map(list.map((each) => [each.nomor_pembayaran, each]));
};

type TransactionStatus = readonly [Transaction['status_bayar'], Transaction['status_pengiriman']];

/** The steps of `lanjut` and `kembali`. */
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
        (filter === null ||
          [each.status_bayar, each.status_pengiriman].some((is) => is === filter)),
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
  answer: (transaction: Transaction) => UpstreamReply,
): UpstreamReply => {
  if (number === '') return failure(400, 'nomor_pembayaran belum di isi');
  const transaction = backend.state.transactions.get(number);
  return transaction === undefined ? failure(404, 'Data tidak ditemukan') : answer(transaction);
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

/** The encoding of a callback is not documented; a form is an assumption. */
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

/** `PATCH /transaksi/id`. A number alone changes a waybill, which has no part here. */
export const patchTransaction = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withTransaction(field(request, 'nomor_pembayaran'), backend, (transaction) => {
    const command = field(request, 'status_transaksi');
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
      // Without its `s`, as documented.
      statu_bayar_awal: paidBefore,
      status_pengiriman_awal: sentBefore,
      status_bayar_terbaru: transaction.status_bayar,
      status_pengiriman_terbaru: transaction.status_pengiriman,
    });
  });
