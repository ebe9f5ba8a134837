/** Amount, tags and notes of an order's transfers. */
import { createHmac } from 'node:crypto';
import type { Transfer } from '../saldo/transfer.js';
import type { OrderRow } from '../store/tables.js';

/** The amount in whole rupiah. @throws Error for an order without a price */
export function requirePrice({ id, price }: OrderRow): number {
  if (price === null) throw new Error(`Order ${id} has no price to pay.`);
  return price;
}

/**
 * Tags by which an order's debit and refund are found in the member's history. Each is a MAC, so that
 * no member can forge one, or derive the refund's from the debit's.
 */
export function createTransferTags(
  mac: (purpose: string, text: string) => string,
  id: string,
): { debit_tag: string; refund_tag: string } {
  const tag = (letter: 'd' | 'r') => `etl${letter}${shorten(mac(`tag-${letter}`, id))}`;
  return { debit_tag: tag('d'), refund_tag: tag('r') };
}

/**
 * The tag of the refund that corrects a delivered order: by its look a refund, for the pages; but not the
 * order's own, so that each is found by itself. It is made of a secret of the order alone, so that it stays
 * the same when the signing keys are others, or an older copy of the ledger is used.
 */
export const correctionTag = ({
  callback_key,
  id,
}: Pick<OrderRow, 'callback_key' | 'id'>): string =>
  `etlr${shorten(createHmac('sha256', callback_key).update(`correction ${id}`).digest('base64url'))}`;

/** Of the transfer that is due, or under way. */
export const transferTag = (
  { debit_tag, refund_tag, correction_tag }: OrderRow,
  direction: Transfer['direction'],
): string => (direction === 'debit' ? debit_tag : (correction_tag ?? refund_tag));

/** Letters and digits only, which a history shows unchanged. */
const shorten = (mac: string): string => mac.replace(/[^A-Za-z0-9]/g, '').slice(0, 24);

/** Longer notes may be cut; the tag comes first, so that it stays whole. */
const MAX_NOTE_LENGTH = 100;

/** `catatan_saldo` of a transfer, which the shopper reads in the app. It begins with the tag. */
export const transferNote = (order: OrderRow, direction: Transfer['direction']): string =>
  buildNote(
    transferTag(order, direction),
    `${direction === 'refund' ? 'Saldo kembali: ' : ''}${order.title} ${order.item_name}`,
  );

const buildNote = (tag: string, description: string): string =>
  `${tag} ${description.replace(/[^\p{L}\p{N} :.,+-]/gu, ' ').replace(/ +/g, ' ')}`
    .slice(0, MAX_NOTE_LENGTH)
    .trim();
