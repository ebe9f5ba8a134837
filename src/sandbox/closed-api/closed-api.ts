import type { ShopBackend } from '../shop/shop-backend.js';
import {
  tokenAfterPrefix,
  type UpstreamApi,
  type UpstreamReply,
  type UpstreamRequest,
} from '../upstream-api/upstream-api.js';
import { postChat, postNotification } from './messages.js';
import { deleteProduct, getProduct, listProducts, patchProduct } from './products.js';
import { failure, success, withMember } from './replies.js';
import { getSaldo, postSaldo } from './saldo.js';
import { getTransaction, listTransactions, patchTransaction } from './transactions.js';

/** From the documentation's "Errors Code". */
const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

const getMember = (request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  withMember(request, backend, ({ id_user, email_user, nama_user }) =>
    success({
      id_user,
      email_user,
      nama_user,
      tanggal_lahir: '2000-01-01',
      jenis_kelamin: 'Laki-laki',
      nomor_telepon: '0822882432535',
      foto_profil: '',
      status_akun: 'verified',
      kode_referral: 'MYTANPA',
      tanggal_daftar: '2020-09-26 02:16:33',
      data_alamat: [
        {
          nama_penerima: nama_user,
          kecamatan: 'Abiansemal',
          kota: 'Badung',
          provinsi: 'Bali',
          nomor_telepon: '4949',
          kode_pos: '80351',
          alamat_lengkap: 'Alamat lengkap user',
        },
      ],
    }),
  );

const getApplication = (_request: UpstreamRequest, { settings }: ShopBackend): UpstreamReply =>
  success({
    nama_toko: 'OlshopTest',
    nama_aplikasi: 'OlshopTest',
    nama_package: 'com.olshopgue',
    icon_aplikasi: 'https://xxxxxxxx/xxx/xxx/xxx/xxx.png',
    masa_aktif_premium: settings.premium.until,
    status_premium: settings.premium.status,
    tanggal_daftar_aplikasi: '2019-11-08 20:29:30',
    telah_verifikasi_identitas: false,
    email_pemilik_olshop: 'cek@gmail.com',
    nama_pemilik_olshop: 'testing user',
    hp_pemilik_olshop: '082234327658',
  });

/** Seen in one public client, with this field only. Assumption: it counts today's requests. */
const getLimit = (_request: UpstreamRequest, backend: ShopBackend): UpstreamReply =>
  success({ jumlah_request: backend.closedApiRequestsToday() });

/**
 * bukaOlshop's Closed API 1.1: members, saldo, products, transactions, messages. Endpoints that a purchase does
 * not use are left out.
 */
export const closedApi: UpstreamApi = {
  api: 'closed',
  base: '/closed/v1',
  tokenOf: (header) => tokenAfterPrefix(header('Authorization'), 'Bearer closed-'),
  errorReply: (status) => failure(status, STATUS_TEXTS[status] ?? 'Error'),
  rejectOverLimit: (_request, backend) => {
    const quota = backend.settings.closedQuota;
    const isOver = quota !== null && backend.closedApiRequestsToday() > quota;
    return isOver ? failure(429, 'Too Many Requests') : undefined;
  },
  routes: [
    { method: 'GET', path: '/member/id', handler: getMember },
    { method: 'GET', path: '/member/saldo', handler: getSaldo },
    { method: 'POST', path: '/member/saldo', handler: postSaldo },
    { method: 'POST', path: '/member/notifikasi', handler: postNotification },
    { method: 'GET', path: '/produk/list', handler: listProducts },
    { method: 'GET', path: '/produk/id', handler: getProduct },
    { method: 'PATCH', path: '/produk/id', handler: patchProduct },
    { method: 'DELETE', path: '/produk/id', handler: deleteProduct },
    { method: 'GET', path: '/transaksi/list', handler: listTransactions },
    { method: 'GET', path: '/transaksi/id', handler: getTransaction },
    { method: 'PATCH', path: '/transaksi/id', handler: patchTransaction },
    { method: 'POST', path: '/chat/create', handler: postChat },
    { method: 'GET', path: '/aplikasi/info', handler: getApplication },
    { method: 'GET', path: '/aplikasi/info_limit', handler: getLimit },
  ],
};
