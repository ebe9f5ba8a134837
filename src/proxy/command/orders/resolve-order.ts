/**
 * `etalase orders resolve` and `correct`: look at the evidence, ask on a terminal, and record the decision.
 */
import { readUpstreamSettings } from '../../config/settings.js';
import type { OrderStatus } from '../../contract.js';
import { statusOf } from '../../ledger/states.js';
import { createDecisionContext } from '../../orders/decisions/decision-context.js';
import {
  CORRECTIONS,
  DECISIONS,
  resolveReview,
  reviewOrder,
  type Decision,
  type ReviewDecision,
} from '../../orders/decisions/resolve-review.js';
import { describeDecisions, describeEvidence, describeFacts } from './describe-evidence.js';
import { EXIT_CODES, withOrder, type Task, type TaskContext } from './order-task.js';
import type { OrderRow } from '../../store/tables.js';
import { UsageError } from '../usage-error.js';

export interface DecisionOptions {
  readonly as?: string | undefined;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly 'against-evidence'?: boolean | undefined;
}

const MAX_NAME_LENGTH = 80;
const MAX_REASON_LENGTH = 500;

/** Who decides, and why. @throws UsageError */
export function parseSigner({ by = '', reason = '' }: DecisionOptions): {
  readonly by: string;
  readonly reason: string;
} {
  const signer = { by: by.trim(), reason: reason.trim() };
  if (signer.by === '' || signer.reason === '') {
    throw new UsageError('--by dan --reason wajib diisi. / --by and --reason are needed.');
  }
  if (signer.by.length > MAX_NAME_LENGTH || signer.reason.length > MAX_REASON_LENGTH) {
    throw new UsageError(
      `--by paling panjang ${MAX_NAME_LENGTH} huruf, --reason ${MAX_REASON_LENGTH}. / --by has at most ${MAX_NAME_LENGTH} letters, --reason ${MAX_REASON_LENGTH}.`,
    );
  }
  return signer;
}

/** @throws UsageError before the database is opened */
function parseDecision(options: DecisionOptions, decisions: readonly Decision[]): ReviewDecision {
  const decision = decisions.find((each) => each === options.as);
  if (!decision) throw new UsageError(`--as: ${decisions.join(', ')}`);
  return { decision, isOverruling: options['against-evidence'] ?? false, ...parseSigner(options) };
}

/** @throws UsageError before the database is opened */
export function resolveTask(typed: string, options: DecisionOptions): Task {
  const decision = parseDecision(options, DECISIONS);
  return withOrder(typed, (context, order) => {
    if (order.state === 'REVIEW') return decide(context, order, decision);
    context.print(
      `Hanya pesanan di REVIEW yang bisa diputuskan; yang ini ${order.state}. / Only orders in REVIEW can be resolved; this one is ${order.state}.`,
    );
    return EXIT_CODES.notApplicable;
  });
}

/** @throws UsageError before the database is opened */
export function correctTask(typed: string, options: DecisionOptions): Task {
  const decision = parseDecision({ as: 'correct', ...options }, CORRECTIONS);
  return withOrder(typed, (context, order) => {
    if (order.state === 'FULFILLED') return decide(context, order, decision);
    const isNothingOwed = PAID_BACK_STATUSES.includes(statusOf(order));
    context.print(
      isNothingOwed
        ? `Ditolak: saldo pembeli tidak dipotong, sudah kembali, atau sedang dikembalikan (${order.state}). / Refused: the saldo was not debited, or has been or is being paid back (${order.state}).`
        : `Hanya pesanan terkirim yang bisa dikoreksi; yang ini ${order.state}. / Only delivered orders can be corrected; this one is ${order.state}.`,
    );
    return isNothingOwed ? EXIT_CODES.refused : EXIT_CODES.notApplicable;
  });
}

/** Our own books contradict that anything is to be paid back. */
const PAID_BACK_STATUSES: readonly OrderStatus[] = ['refunding', 'refunded', 'failed'];

async function decide(
  { database, environment, platform, print, confirm }: TaskContext,
  order: OrderRow,
  reviewDecision: ReviewDecision,
): Promise<number> {
  const { decision, isOverruling } = reviewDecision;
  const context = createDecisionContext(readUpstreamSettings(environment), database, platform);
  const review = await reviewOrder(context, order);
  print(`${describeEvidence(review.evidence)}\n${describeDecisions(review)}\n`);
  const verdict = review.verdicts[decision];
  const isPossible = verdict !== null && (verdict.kind !== 'refused' || isOverruling);
  if (isPossible && confirm) {
    const warning = verdict.kind === 'refused' ? ' MELAWAN BUKTI / AGAINST THE EVIDENCE:' : '';
    const question = `${warning} ${order.number} → ${decision}? [y/N]`.trim();
    if (!(await confirm(question))) {
      print('Tidak ada yang diubah. / Nothing was changed.');
      return EXIT_CODES.notApplicable;
    }
  }
  const result = await resolveReview(context, review, reviewDecision);
  switch (result.kind) {
    case 'resolved':
      print(
        `Dicatat; sekarang ${result.order.state}. / Recorded; it is ${result.order.state} now.`,
      );
      return EXIT_CODES.done;
    case 'refused':
      print(
        [
          `${decision} ditolak, bertentangan dengan bukti / is refused, contradicted by the evidence: ${describeFacts(result.because, review.evidence.facts)}.`,
          ...(decision === 'correct' && review.evidence.facts.refund !== 'none'
            ? [
                'Sudah dikembalikan? Catat dengan --as refunded. / Paid back already? Record it with --as refunded.',
              ]
            : []),
          'Tetap yakin? Ulangi dengan --against-evidence; nama dan alasan Anda dicatat. / Still sure? Repeat with --against-evidence; it is recorded under your name.',
        ].join('\n'),
      );
      return EXIT_CODES.refused;
    case 'not-applicable':
      print(describeNotApplicable(decision));
      return EXIT_CODES.notApplicable;
    case 'outdated':
      print(
        'Pesanan berubah, atau buktinya sudah lama; ulangi. / The order has changed, or the evidence is old; repeat.',
      );
      return EXIT_CODES.notApplicable;
  }
}

const describeNotApplicable = (decision: Decision): string =>
  decision === 'look-again'
    ? 'Tidak ada yang masih bisa dicari; putuskan sendiri. / There is nothing to look for; decide it yourself.'
    : 'Pesanan invoice tidak mengambil saldo: tidak ada yang dikembalikan. / An invoice order took no saldo: there is nothing to refund.';
