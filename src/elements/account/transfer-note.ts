/** The purchase proxy's own words in the saldo history: its transfers carry a tag in their note. */

/** A debit's (`d`) or refund's (`r`) tag, and the description behind it (`proxy/orders/transfer-tags.ts`). */
const TAGGED_NOTE = /^etl([dr])[A-Za-z0-9]{20,24}(?=[ )]|$)([^)]*)/;
/** What the note of a refund repeats before the description. */
const REFUND_WORDS = /^Saldo kembali:? */;

export interface TransferNote {
  readonly isRefund: boolean;
  /** the bought product and item; `''` where the note was cut */
  readonly description: string;
}

/** `null` for any other note. A tag may also stand in the brackets at the end of a text. */
export function readTransferNote(...texts: readonly string[]): TransferNote | null {
  for (const text of texts) {
    const [, letter, description = ''] =
      TAGGED_NOTE.exec(text.replace(/^[^(]*\((?=etl[dr])/, '')) ?? [];
    if (letter === undefined) continue;
    const isRefund = letter === 'r';
    return {
      isRefund,
      description: isRefund ? description.trim().replace(REFUND_WORDS, '') : description.trim(),
    };
  }
  return null;
}
