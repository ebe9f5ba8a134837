/**
 * The meaning of each of Lapakgaming's words for an order; words that are not listed mean unknown.
 * Source: "Status Codes" and "HTTP Codes" of the reseller API 1.6.
 */
import { z } from 'zod';
import type { OrderReason } from '../../contract.js';
import { ANOTHER_ORDER, isAnotherOrder, type ReadableAnswer } from '../outcomes.js';
import type { PlaceOutcome, QueriedOrder, QueryOutcome } from '../provider.js';
import type { SupplierStop } from '../../store/supplier-stop.js';
import { sanitizeWord } from '../answer-schemas.js';
import { envelope, orderState, placed, type OrderState } from './schemas.js';

/** By the code of "Create Order": the order exists, certainly does not (and why), or may exist. */
const OUTCOME_BY_CREATE_CODE: ReadonlyMap<string, 'accepted' | 'unknown' | OrderReason> = new Map([
  ['SUCCESS', 'accepted'],
  // Undocumented, but seen: the reference is known already. References are unique to our orders, so
  // the known order is this one.
  ['TRANSACTION_EXIST', 'accepted'],
  ['UNAUTHORIZED', 'provider_refused'],
  ['NOT_ALLOWED', 'provider_refused'],
  // The shop's deposit, not the shopper's saldo.
  ['INSUFFICIENT_BALANCE', 'provider_refused'],
  ['PRODUCT_NOT_FOUND', 'item_gone'],
  ['PRODUCT_EMPTY', 'item_gone'],
  ['STOCK_NOT_FOUND', 'item_gone'],
  ['PROVIDER_NOT_FOUND', 'item_gone'],
  ['PROVIDER_INACTIVE', 'item_gone'],
  ['PRICE_NOT_MATCH', 'price_moved'],
  ['USER_ID_EMPTY', 'account_refused'],
  ['USER_ID_CONTAIN_SPACE', 'account_refused'],
  // May follow a purchase.
  ['SYSTEM_ERROR', 'unknown'],
  ['UNKNOWN_ERROR', 'unknown'],
  // Documented, but not for "Create Order".
  ['TID_NOT_FOUND', 'unknown'],
]);

/** Codes with which Lapakgaming refuses the shop: the next order would be refused too. */
const STOP_BY_CODE: ReadonlyMap<string, SupplierStop> = new Map([
  ['INSUFFICIENT_BALANCE', 'deposit_empty'],
  ['UNAUTHORIZED', 'access_refused'],
]);

/**
 * Refusals that concern Lapakgaming and its goods alone. Those of the account are left out: another
 * supplier refuses it too, or delivers to somebody else. So is NOT_ALLOWED, which nothing explains.
 */
const SUPPLIERS_OWN_CODES: ReadonlySet<string> = new Set([
  'UNAUTHORIZED',
  'INSUFFICIENT_BALANCE',
  'PRODUCT_NOT_FOUND',
  'PRODUCT_EMPTY',
  'STOCK_NOT_FOUND',
  'PROVIDER_NOT_FOUND',
  'PROVIDER_INACTIVE',
  'PRICE_NOT_MATCH',
]);

/** Codes of "Check Order Status" for an order that does not exist. */
const ABSENT_CODES: ReadonlySet<string> = new Set(['TID_NOT_FOUND']);

/** Statuses of an order and of its transactions. */
const DONE = 'SUCCESS';
const PENDING = 'PENDING';
const FAILED = 'REFUNDED';

const namesOrderSchema = z.looseObject({ data: placed });
/** A "not found" or a refusal that carries a tid is contradictory: treat it as unknown. */
const namesOrder = (body: unknown): boolean => namesOrderSchema.safeParse(body).success;

export function readPlaceAnswer({ status, body }: ReadableAnswer): PlaceOutcome {
  const unknown = (code: string) => ({ kind: 'unknown', code }) as const;
  const parsed = envelope.safeParse(body);
  // "HTTP Codes" lists 401 too, for a wrong key or source address.
  const code = parsed.data?.code ?? (status === 401 ? 'UNAUTHORIZED' : '');
  const outcome = OUTCOME_BY_CREATE_CODE.get(code) ?? 'unknown';
  if (outcome === 'unknown') return unknown(sanitizeWord(code));
  if (outcome !== 'accepted') {
    if (namesOrder(body)) return unknown(`${code} with tid`);
    const stop = STOP_BY_CODE.get(code);
    return {
      kind: 'refused',
      reason: outcome,
      code,
      ...(stop && { stop }),
      ...(SUPPLIERS_OWN_CODES.has(code) && { isSuppliersOwn: true }),
    };
  }
  const order = placed.safeParse(parsed.data?.data);
  if (!order.success) return unknown(`${code} without tid`);
  const { tid: handle, total_price: charged } = order.data;
  return { kind: 'accepted', handle, invoice: null, ...(charged && { charged }) };
}

export function readQueryAnswer(
  queried: QueriedOrder,
  { status, body }: ReadableAnswer,
): QueryOutcome {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return { kind: 'unknown', code: `http ${status}` };
  const { code, data } = parsed.data;
  if (ABSENT_CODES.has(code) && !namesOrder(body)) return { kind: 'absent' };
  if (code !== 'SUCCESS' || status !== 200) return { kind: 'unknown', code: sanitizeWord(code) };
  const order = orderState.safeParse(data);
  if (!order.success) return { kind: 'unknown', code: 'malformed' };
  return readOrderState(queried, order.data);
}

function readOrderState(
  queried: QueriedOrder,
  { status, tid, reference_id, transactions }: OrderState,
): QueryOutcome {
  const handle = tid ?? queried.handle;
  if (!handle) return { kind: 'unknown', code: 'no tid' };
  if (isAnotherOrder({ handle: tid, reference: reference_id }, queried)) return ANOTHER_ORDER;
  const all = (state: string) => transactions.every((each) => each.status === state);
  const some = (state: string) => transactions.some((each) => each.status === state);
  if (status === DONE && transactions.length > 0 && all(DONE)) {
    const vouchers = transactions.flatMap(({ voucher_code }) => voucher_code || []);
    return { kind: 'done', handle, voucher: vouchers.join('\n') || null };
  }
  // Every unit must be refunded to the shop; otherwise the operator has to decide.
  if (status === FAILED && all(FAILED)) {
    return { kind: 'failed', reason: 'provider_failed', code: FAILED };
  }
  if (status === PENDING || (status === DONE && some(PENDING))) return { kind: 'pending', handle };
  return { kind: 'unknown', code: sanitizeWord(status) };
}
