/** Amounts and tags of an order. */
import type { OrderRow } from '../store/tables.js';

/** Whole rupiah that the shopper pays from saldo. */
export function requirePrice({ id, price }: OrderRow): number {
  if (price === null) throw new Error(`Order ${id} has no price to pay.`);
  return price;
}

/**
 * Tags by which the two changes of an order are known again. They carry a MAC, so that no member
 * can write one first, nor make the refund's from the debit's.
 */
export function createTransferTags(
  mac: (purpose: string, text: string) => string,
  id: string,
): { debit_tag: string; refund_tag: string } {
  const tag = (letter: 'd' | 'r') => `etl${letter}${shorten(mac(`tag-${letter}`, id))}`;
  return { debit_tag: tag('d'), refund_tag: tag('r') };
}

/** Letters and digits alone: what a history shows must be what was written. */
const shorten = (mac: string): string => mac.replace(/[^A-Za-z0-9]/g, '').slice(0, 24);

/** Longer notes may be cut; the tag stands first, so that it stays whole. */
const MAX_NOTE_LENGTH = 100;

/** `catatan_saldo`, which the shopper reads in the app. */
export const debitNote = ({ debit_tag, title, item_name }: OrderRow): string =>
  buildNote(debit_tag, `${title} ${item_name}`);

export const refundNote = ({ refund_tag, title, item_name }: OrderRow): string =>
  buildNote(refund_tag, `Saldo kembali: ${title} ${item_name}`);

const buildNote = (tag: string, description: string): string =>
  `${tag} ${description.replace(/[^\p{L}\p{N} :.,+-]/gu, ' ').replace(/ +/g, ' ')}`
    .slice(0, MAX_NOTE_LENGTH)
    .trim();
