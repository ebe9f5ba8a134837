import type { ShopBackend } from '../shop/shop-backend.js';
import type { BackendSettings } from '../shop/backend-settings.js';
import type { Transaction, TransactionStatus } from '../state/transactions.js';

type CallbackType = 'transaksi_baru' | 'perubahan_status_transaksi';

/** What a callback tells, in the documented fields; its secret is added when it is sent. */
export interface TransactionCallback {
  readonly tipe_callback: CallbackType;
  readonly nomor_pembayaran: string;
  readonly status_transaksi: string;
  readonly tipe_transaksi: string;
}

/**
 * The documentation says only that `status_transaksi` tells the status of payment or of delivery, for instance
 * `lunas`. Assumption: it is the delivery's, once that has begun.
 */
const statusWord = ({ status_bayar, status_pengiriman }: TransactionStatus): string =>
  status_pengiriman === 'belum diproses' ? status_bayar : status_pengiriman;

export const callbackOf = (
  tipe_callback: CallbackType,
  { nomor_pembayaran, tipe_transaksi }: Pick<Transaction, 'nomor_pembayaran' | 'tipe_transaksi'>,
  status: TransactionStatus,
): TransactionCallback => ({
  tipe_callback,
  nomor_pembayaran,
  status_transaksi: statusWord(status),
  tipe_transaksi,
});

const encodedBody = (
  encoding: BackendSettings['callbackEncoding'],
  fields: Readonly<Record<string, string>>,
): string | URLSearchParams | FormData => {
  if (encoding === 'json') return JSON.stringify(fields);
  if (encoding === 'form') return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

/** Sends a callback after the present request, to the address for its kind, if the shop has set one. */
export const scheduleCallback = (backend: ShopBackend, callback: TransactionCallback): void => {
  const { callbackUrls, callbackEncoding } = backend.settings;
  const statusUrl =
    callback.tipe_callback === 'transaksi_baru' ? undefined : callbackUrls.bukaolshopStatus;
  const url = statusUrl ?? callbackUrls.bukaolshop;
  if (url === undefined) return;
  const fields = { ...callback };
  const body = encodedBody(callbackEncoding, {
    ...fields,
    secret_key_callback: backend.callbackSecret,
  });
  const order = callback.nomor_pembayaran;
  backend.schedule(0, () => void backend.sendCallback({ api: 'closed', order, url, body, fields }));
};

/**
 * Changes a transaction and tells of it; under the fault `early` the change comes after its callback.
 *
 * @param then what follows both
 */
export const changeWithCallback = (
  backend: ShopBackend,
  callback: TransactionCallback,
  change: () => void,
  then: () => void = () => undefined,
): void => {
  const earlyMs = backend.takeEarlyCallbackMs({ api: 'closed', fields: { ...callback } });
  if (earlyMs === undefined) {
    change();
    scheduleCallback(backend, callback);
    then();
    return;
  }
  scheduleCallback(backend, callback);
  backend.schedule(earlyMs, () => {
    change();
    then();
  });
};
