/** What the member's history shows of an order's transfers. Nothing here sends or changes an order. */
import type { Evidence, TransferQuery } from '../../saldo/evidence.js';
import type { Transfer } from '../../saldo/transfer.js';
import type { OrderRow } from '../../store/tables.js';
import type { OrderContext } from '../order-context.js';
import { requirePrice, transferTag } from '../transfer-tags.js';

/** @param memberToken the shopper's `token_user`; `null` where it cannot be decrypted */
export const transferQuery = (
  order: OrderRow,
  direction: Transfer['direction'],
  memberToken: string | null,
): TransferQuery => ({
  member: order.shopper,
  memberToken,
  direction,
  amount: requirePrice(order),
  tag: transferTag(order, direction),
  since: order.created_at,
});

/** A debit's note that is found shows that the history holds notes at all; the proxy remembers it. */
export async function findDebitEvidence(
  { saldo, decrypt, shopFacts }: OrderContext,
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
