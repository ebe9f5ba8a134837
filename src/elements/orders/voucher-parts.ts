/** Splits a voucher into its parts, so that each can be copied without its label. */

export interface VoucherPart {
  /** such as `PIN`; `''` where the voucher names none */
  readonly label: string;
  readonly value: string;
}

/** Known labels, the longer first. They count also without spaces around the colon. */
const NAMES =
  'serial number|serial no|nomor seri|no seri|serial|s/n|sn|kode voucher|kode pin|voucher code|' +
  'voucher pin|kode|code|voucher|pin|token|password|sandi|username|user|email|link|url|' +
  'masa berlaku|berlaku sampai|berlaku|expired|exp';
const NAMED = new RegExp(`(^|\\s)(${NAMES})\\s*[:=]\\s*`, 'gi');
/** Lapakgaming's vouchers are one line with tabs, `PIN : x<TAB>Serial : y`, one line a unit. */
const SEPARATOR = /[\t\r\n]+|\s*[|;,]\s*(?=\p{L}[^:=|;,\t\r\n]{0,39}[:=])/u;
/** A code may hold a colon itself: with an unknown label, a space must stand beside it. */
const LABELLED = /^(\p{L}[^:=]{0,39}?)(?:\s*[:=]\s|\s[:=])\s*(\S.*)$/u;

export const voucherParts = (voucher: string): readonly VoucherPart[] =>
  voucher.split(SEPARATOR).flatMap((piece) => partsOf(piece.trim()));

function partsOf(text: string): readonly VoucherPart[] {
  const names = [...text.matchAll(NAMED)];
  if (names[0]?.index === 0) {
    const parts = names.map((match, i) => ({
      label: match[2] ?? '',
      value: text.slice(match.index + match[0].length, names[i + 1]?.index).trim(),
    }));
    const filled = parts.filter(({ value }) => value !== '');
    if (filled.length > 0) return filled;
  }
  const [, label = '', value = text] = LABELLED.exec(text) ?? [];
  return value === '' ? [] : [{ label, value }];
}
