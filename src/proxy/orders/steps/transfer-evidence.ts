/** Looks up an order's transfers in the member's history. It sends no transfer and changes no order. */
import type { Evidence, TransferQuery } from '../../saldo/evidence.js';
import type { Transfer } from '../../saldo/transfer.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { requirePrice, transferTag } from '../transfer-tags.js';

/**
 * @param memberToken the shopper's `token_user`; `null` where it cannot be decrypted
 * @param tags of the transfer that is due by default
 */
export const transferQuery = (
  order: OrderRow,
  direction: Transfer['direction'],
  memberToken: string | null,
  tags: readonly string[] = [transferTag(order, direction)],
): TransferQuery => ({
  member: order.shopper,
  memberToken,
  direction,
  amount: requirePrice(order),
  tags,
  since: order.created_at,
});

/** Looks up the debit. A note that is found proves that the history shows notes, which is recorded. */
export async function findDebitEvidence(
  { saldo, decrypt, shopFacts }: Pick<OrderContext, 'saldo' | 'decrypt' | 'shopFacts'>,
  order: OrderRow,
): Promise<Evidence> {
  const memberToken = await decrypt(order.shopper_secret);
  const evidence = await saldo.findTransfer(transferQuery(order, 'debit', memberToken));
  if (evidence.kind === 'found' && evidence.in === 'catatan') await shopFacts.recordNoteSeen();
  return evidence;
}

/** Looks up a debit that certainly happened, to learn whether the history shows notes. */
export async function learnFromPaidDebit(context: OrderContext, order: OrderRow): Promise<void> {
  if (await context.shopFacts.isHistoryWorthQuerying()) await findDebitEvidence(context, order);
}
