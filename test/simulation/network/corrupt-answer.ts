/** Corrupts answers on their way to the proxy. */
import type { RandomSource } from '../random-source.js';
import type { Reply, UpstreamName } from '../upstreams/upstream.js';
import type { Corruption } from './faults.js';
import { contradictoryRefusal } from './contradictory-answers.js';

/** An answer as delivered; `isIntact`: with its meaning unchanged. */
export interface CorruptedAnswer {
  readonly status: number;
  readonly text: string;
  readonly isIntact: boolean;
}

/** Fields that prove an effect, or what it has replaced. */
const HANDLE_FIELDS = [
  'id_perubahan',
  'tid',
  'request_id',
  'invoice_code',
  'statu_bayar_awal',
  'status_pengiriman_awal',
];

export function corruptAnswer(
  name: UpstreamName,
  reply: Reply,
  corruption: Corruption | undefined,
  random: RandomSource,
): CorruptedAnswer {
  const { status, hasEffect = false } = reply;
  const text = JSON.stringify(reply.body);
  switch (corruption) {
    case undefined:
      return { status, text, isIntact: true };
    case 'error':
      return { status: 500, text: '{"message":"Internal Server Error"}', isIntact: false };
    case 'html':
      return { status, text: '<html><h1>Sebentar, ya</h1></html>', isIntact: false };
    case 'cut':
      return { status, text: text.slice(0, random.integer(0, text.length - 1)), isIntact: false };
    case 'bare':
      return { status, text: withoutHandle(text), isIntact: !hasEffect };
    case 'foreign': {
      const other = withOtherNumber(withOtherAmount(text, random));
      return { status, text: other, isIntact: !hasEffect || other === text };
    }
    case 'refusing': {
      if (!hasEffect) return { status, text: withFailureCode(text), isIntact: true };
      const contradiction = contradictoryRefusal(name, reply, random);
      return {
        status: contradiction.status,
        text: JSON.stringify(contradiction.body),
        isIntact: false,
      };
    }
  }
}

/** A success without its handle. */
const withoutHandle = (text: string): string =>
  HANDLE_FIELDS.reduce(
    (remaining, name) => remaining.replace(new RegExp(`"${name}":("[^"]*"|\\d+),?`), ''),
    text,
  ).replaceAll(',}', '}');

/** A payment whose code says failed, while its message does not. */
const withFailureCode = (text: string): string =>
  text.replace('"biller_code":"200"', '"biller_code":"400"');

/** An echo of another transaction. */
const withOtherNumber = (text: string): string =>
  text.includes('"status_bayar_terbaru"')
    ? text.replace(/"nomor_pembayaran":"(\d+)"/, '"nomor_pembayaran":"1$1"')
    : text;

/** An answer with an amount other than the requested one, as in the owner's own example. */
const withOtherAmount = (text: string, random: RandomSource): string =>
  text.replace(/"jumlah":(\d+)/, (_field, amount: string) =>
    random.withProbability(0.5) ? '"jumlah":1' : `"jumlah":${String(Number(amount) + 10_000)}`,
  );
