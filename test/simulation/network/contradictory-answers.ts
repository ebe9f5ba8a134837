/** Contradictory answers, and answers to other requests. None of them proves anything. */
import type { RandomSource } from '../random-source.js';
import { toText, type Reply, type UpstreamCall, type UpstreamName } from '../upstreams/upstream.js';

type AnswerPair = readonly [status: number, body: unknown];
type AnswerPairs = readonly [AnswerPair, ...AnswerPair[]];

const pickReply = (random: RandomSource, answers: AnswerPairs): Reply => {
  const [status, body] = random.pick(answers);
  return { status, body };
};

/** An answer that looks like a refusal although the call was carried out. */
export function contradictoryRefusal(
  name: UpstreamName,
  { body }: Reply,
  random: RandomSource,
): Reply {
  switch (name) {
    case 'open':
    case 'closed':
      return pickReply(random, [
        [409, { code: 409, status: 'konflik' }],
        [200, { code: 500, status: 'gagal' }],
        [200, { code: 201, status: 'ok' }],
        [500, { code: 403, status: 'gagal' }],
        [403, { code: 200, status: 'ok' }],
        [408, { code: 408, status: 'gagal' }],
        [403, { code: 400, status: 'gagal' }],
        [403, { status: 'gagal' }],
        [400, { ...asObject(body), code: 400, status: 'gagal' }],
      ]);
    case 'lapakgaming':
      return pickReply(random, [
        [400, { code: 'ORDER_IN_PROCESS', data: null }],
        [200, { code: 'SYSTEM_ERROR', data: null }],
        [400, { code: 'UNKNOWN_ERROR', data: null }],
        [404, { code: 'TID_NOT_FOUND', data: null }],
        [400, { ...asObject(body), code: 'PRODUCT_EMPTY' }],
        [200, { ...asObject(body), code: 'PRODUCT_EMPTY' }],
        [503, { code: 'PRODUCT_EMPTY', data: null }],
        [400, { code: 'TRANSACTION_EXIST', data: null }],
        [200, { code: 'TRANSACTION_EXIST', data: null }],
      ]);
    case 'snapcart':
      return pickReply(random, [
        [400, { status_code: '402', status_message: 'failed', error: 'failed' }],
        [400, { status_code: '400', error: 'Invalid response format' }],
        [200, { status_code: '500', status_message: 'failed', error: 'failed' }],
        [500, { status_code: '500', status_message: 'failed', error: 'failed' }],
        [503, { status_code: '503', status_message: 'failed', error: 'failed' }],
      ]);
    case 'leuwongrr':
      return pickReply(random, [
        [409, { success: false, message: 'no', error: { code: 'CONFLICT' } }],
        [400, { success: false, message: 'no' }],
        [404, { success: false, message: 'no', error: { code: 'NOT_FOUND' } }],
        [503, { success: false, message: 'no', error: { code: 'ROBLOX_VALIDATION_FAILED' } }],
      ]);
  }
}

/**
 * A valid answer to another request, or to none; nothing is carried out. `null` where it could not be
 * distinguished from a true one.
 */
export function answerOfAnother(
  name: UpstreamName,
  call: UpstreamCall,
  random: RandomSource,
): Reply | null {
  switch (`${name} ${call.method} ${call.path.replace(/[^/]*\d[^/]*/, '*')}`) {
    case 'closed POST /member/saldo':
      return pickReply(random, otherTransfers(call));
    case 'closed PATCH /transaksi/id':
      return pickReply(random, otherEchoes(call));
    case 'closed GET /transaksi/id':
      return pickReply(random, [
        [200, { code: 200, nomor_pembayaran: '1', status_bayar: 'lunas', data_pesanan: [] }],
        [503, { code: 404, status: 'tidak ada' }],
        [404, { status: 'tidak ada' }],
      ]);
    case 'open GET /user/catatan':
      return pickReply(random, [
        [503, { code: 200, data: [] }],
        [200, { code: 500, data: [] }],
      ]);
    case 'lapakgaming POST /api/order':
      return { status: 200, body: { code: 'SUCCESS', data: { total_price: 1 } } };
    case 'lapakgaming GET /api/order_status':
      return pickReply(random, [
        [200, { code: 'SUCCESS', data: otherOrder('SUCCESS') }],
        [200, { code: 'SUCCESS', data: otherOrder('REFUNDED') }],
        [503, { code: 'TID_NOT_FOUND', data: null }],
      ]);
    case 'snapcart POST /payment':
      return { status: 200, body: { status_code: '200', data: { reference_id: 'another' } } };
    case 'snapcart GET /payment/status/*':
      return pickReply(random, [
        [200, { status_code: '200', data: payment('200', 'Transaction successful') }],
        [200, { status_code: '200', data: payment('400', 'Transaction failed') }],
        [400, { status_code: '400', status_message: 'failed', error: 'failed' }],
      ]);
    case 'leuwongrr POST /me/orders':
      return { status: 201, body: { success: true, data: { invoice: { amount: 1 } } } };
    case 'leuwongrr GET /me/invoices/*/status':
      return pickReply(random, [
        [200, { success: true, data: { invoice_code: 'INV0', payment_status: 'paid' } }],
        [200, { success: true, data: { invoice_code: 'INV0', payment_status: 'expired' } }],
        [400, { success: false, message: 'no' }],
      ]);
    default:
      return null;
  }
}

/** Transfers of another member, amount or direction; one without proof, and two contradictory ones. */
function otherTransfers({ body }: UpstreamCall): AnswerPairs {
  const [id_user, tipe] = [toText(body['id_user']), toText(body['tipe'])];
  const withoutHandle = { code: 200, status: 'ok', id_user, tipe, jumlah: Number(body['jumlah']) };
  const withHandle = { ...withoutHandle, id_perubahan: '0' };
  return [
    [200, { ...withHandle, id_user: `${id_user}0` }],
    [200, { ...withHandle, jumlah: withoutHandle.jumlah + 1 }],
    [200, { ...withHandle, jumlah: withoutHandle.jumlah - 1 }],
    [200, { ...withHandle, tipe: tipe === 'kurang' ? 'tambah' : 'kurang' }],
    [200, withoutHandle],
    [200, { ...withHandle, code: 403 }],
    [500, withHandle],
  ];
}

/** Of another transaction, or of a state that was not written. */
function otherEchoes({ body }: UpstreamCall): AnswerPairs {
  const states = (bayar: string, pengiriman: string) => ({
    statu_bayar_awal: 'lunas',
    status_pengiriman_awal: 'belum diproses',
    status_bayar_terbaru: bayar,
    status_pengiriman_terbaru: pengiriman,
  });
  const ok = { code: 200, status: 'ok' };
  const own = { ...ok, nomor_pembayaran: toText(body['nomor_pembayaran']) };
  return [
    [200, { ...ok, nomor_pembayaran: '1', ...states('lunas', 'diproses') }],
    [200, { ...own, ...states('lunas', 'belum diproses') }],
    [200, { ...own, ...states('di tinjau', 'di tinjau') }],
    [200, ok],
    [500, { ...own, ...states('lunas', 'selesai') }],
    [200, { ...own, code: 500 }],
  ];
}

const otherOrder = (status: 'SUCCESS' | 'REFUNDED') => ({
  status,
  tid: 'RA0',
  reference_id: 'another',
  transactions: [{ id: 'RA0', status, voucher_code: '' }],
});

const payment = (biller_code: string, biller_message: string) => ({
  order_id: 'OSNP0',
  reference_id: 'another',
  biller_code,
  biller_message,
});

const asObject = (body: unknown): object => (typeof body === 'object' && body !== null ? body : {});
