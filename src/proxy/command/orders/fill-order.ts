/** `etalase orders fill ID NAME=VALUE …`: gives an order the account that its note did not name for certain. */
import { readUpstreamSettings } from '../../config/settings.js';
import { createDecisionContext } from '../../orders/decisions/decision-context.js';
import { fillFields, type FillResult } from '../../orders/decisions/fill-fields.js';
import { UsageError } from '../usage-error.js';
import { EXIT_CODES, withOrder, type Task } from './order-task.js';
import { parseSigner, type DecisionOptions } from './resolve-order.js';

/** @throws UsageError before the database is opened */
export function fillTask(typed: string, words: readonly string[], options: DecisionOptions): Task {
  const signer = parseSigner(options);
  const pairs = words.map((word) => /^([^=]+)=(.+)$/s.exec(word));
  if (pairs.length === 0 || pairs.includes(null)) {
    throw new UsageError('orders fill ID nama=nilai … / name=value …');
  }
  const values = Object.fromEntries(
    pairs.map((pair) => [pair?.[1]?.trim() ?? '', pair?.[2]?.trim() ?? '']),
  );
  return withOrder(typed, async ({ database, environment, platform, print }, order) => {
    const context = createDecisionContext(readUpstreamSettings(environment), database, platform);
    const result = await fillFields(context, order, values, signer);
    print(describe(result));
    return result.kind === 'filled' ? EXIT_CODES.done : EXIT_CODES.notApplicable;
  });
}

function describe(result: FillResult): string {
  switch (result.kind) {
    case 'filled':
      return `Dicatat; pesanan dilanjutkan (${result.order.state}). / Recorded; the order goes on (${result.order.state}).`;
    case 'not-applicable':
      return 'Hanya pesanan dari checkout toko yang datanya belum jelas. / Only orders of the shop’s own checkout whose account is not clear.';
    case 'unreadable':
      return 'Pemasok tidak bisa dibaca sekarang; ulangi nanti. / The supplier cannot be read now; repeat later.';
    case 'invalid':
      return [
        'Data belum benar / The fields are not right yet:',
        ...result.faults.map((fault) => `  ${fault}`),
      ].join('\n');
    case 'outdated':
      return 'Pesanan berubah; ulangi. / The order has changed; repeat.';
  }
}
