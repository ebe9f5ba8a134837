/** A transaction's status as the shopper reads it, and its tone. */
import type { Say, TextKey } from '../../texts/texts.js';
import type { Tone } from '../ui/status-chip.js';

/** The documented statuses (bukaOlshop Closed API, `PATCH /transaksi/id`); `di batalkan` is stored joined. */
const STATUS_TEXTS: ReadonlyMap<string, TextKey> = new Map<string, TextKey>([
  ['pending', 'statusPending'],
  ['lunas', 'statusPaid'],
  ['belum diproses', 'statusWaiting'],
  ['diproses', 'statusProcessing'],
  ['dikirim', 'statusSent'],
  ['selesai', 'statusDone'],
  ['dibatalkan', 'statusCancelled'],
]);

const FAILURE_WORDS = /batal|gagal|tolak|k[ae]dalu|expired|refund/;
/** Words that negate a success: `belum lunas` is "not paid yet". */
const NEGATING_WORDS = /belum|tidak|menunggu/;
const SUCCESS_WORDS = /lunas|selesai|sukses|berhasil|diterima|terkirim|sampai/;

const normalize = (status: string): string =>
  status
    .toLowerCase()
    .replace(/[\s_]+/g, ' ')
    .trim()
    .replace(/^di /, 'di');

/** A shop's own words are shown as they are, with a capital letter. */
export function statusText(status: string, say: Say): string {
  const key = STATUS_TEXTS.get(normalize(status));
  return key ? say(key) : `${status.charAt(0).toUpperCase()}${status.slice(1)}`;
}

/** Shops write statuses freely. Unknown words stay neutral. */
export function toneOf(status: string): Tone {
  const words = normalize(status);
  if (FAILURE_WORDS.test(words)) return 'bad';
  return SUCCESS_WORDS.test(words) && !NEGATING_WORDS.test(words) ? 'good' : 'plain';
}
