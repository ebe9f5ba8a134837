/** Puts the evidence about an order, and what may be decided, into words of both languages. */
import type { OrderEvidence } from '../../orders/decisions/evidence.js';
import { CORRECTIONS, DECISIONS, type Review } from '../../orders/decisions/resolve-review.js';
import type { TransactionEvidence } from '../../orders/decisions/transaction-evidence.js';
import type { CallStep, StepsTaken } from '../../orders/decisions/steps-taken.js';
import type { FactName, Facts, Verdict } from '../../orders/decisions/verdicts.js';
import type { QueryOutcome } from '../../providers/provider.js';
import type { Evidence } from '../../saldo/evidence.js';
import { formatTime } from '../format.js';

const FACT_TEXTS: { readonly [Name in FactName]: Readonly<Record<Facts[Name], string>> } = {
  debit: {
    taken: 'saldo sudah dipotong / the saldo was debited',
    'not-taken': 'saldo tidak dipotong / the saldo was not debited',
    'other-amount': 'tanda kami ada dengan jumlah lain / our tag is there with another amount',
    unclear: 'belum terbukti saldo dipotong atau tidak / not proven whether the saldo was debited',
    'not-due': 'dibayar lewat invoice / paid by an invoice',
  },
  refund: {
    paid: 'saldo sudah kembali / the saldo was paid back',
    similar:
      'ada saldo masuk sebesar harga, tanpa tanda kami / a credit of the price, without a tag of ours',
    none: 'saldo belum kembali / the saldo was not paid back',
    'not-by-us': 'bukan oleh kami; riwayat tidak terbaca / not by us; the history cannot be read',
    'other-amount': 'tanda kami ada dengan jumlah lain / our tag is there with another amount',
    pending: 'sudah dikirim, mungkin masih sampai / it was sent, and may still arrive',
    unclear: 'belum terbukti saldo kembali atau tidak / not proven whether it was paid back',
  },
  delivery: {
    delivered: 'pemasok sudah mengirim / the provider has delivered',
    pending: 'pemasok masih memproses / the provider is still working on it',
    none: 'pemasok tidak akan mengirim / the provider will not deliver',
    unclear: 'belum terbukti dikirim atau tidak / not proven whether it was delivered',
    corrected: 'sudah dikirim, lalu dikoreksi / it was delivered, then corrected',
  },
};

/** @param names in the order in which they are told */
export const describeFacts = (names: readonly FactName[], facts: Facts): string =>
  names.map((name) => factText(name, facts)).join('; ');

const factText = (name: FactName, facts: Facts): string => {
  const texts: Readonly<Record<string, string>> = FACT_TEXTS[name];
  return texts[facts[name]] ?? facts[name];
};

/** What each source says, and the facts that follow. */
export function describeEvidence({
  at,
  steps,
  history,
  transaction,
  attempts,
  facts,
}: OrderEvidence): string {
  const lines: readonly (readonly [string, string])[] = [
    ['langkah kami / our steps', describeSteps(steps)],
    ...(history
      ? ([
          ['riwayat: debit / history', describeHistory(history.debit)],
          ['riwayat: refund / history', describeHistory(history.refund)],
        ] as const)
      : []),
    ...(transaction ? describeTransaction(transaction) : []),
    ...describeAttempts(attempts),
    ['jadi / so: debit', factText('debit', facts)],
    ...(history || transaction
      ? ([['jadi / so: refund', factText('refund', facts)]] as const)
      : []),
    ['jadi / so: barang / goods', factText('delivery', facts)],
  ];
  return [
    `Bukti / Evidence, ${formatTime(at)}`,
    ...lines.map(([name, text]) => `  ${name.padEnd(26)} ${text}`),
  ].join('\n');
}

const STANDING_TEXTS: Readonly<Record<TransactionEvidence['standing'], string>> = {
  open: 'lunas, belum ditutup / paid, and open',
  done: 'selesai / done',
  cancelled: 'dibatalkan / cancelled',
  unpaid: 'belum lunas / not paid',
  unclear: 'statusnya tidak dikenal / a state that is not known',
  unreadable: 'tidak terbaca / cannot be read',
};

const PAID_BACK_TEXTS: Readonly<Record<TransactionEvidence['paidBack'], string>> = {
  found: 'uang kembali ada di riwayat / the history shows the money back',
  'not-seen': 'uang kembali tidak ada di riwayat / the history shows no money back',
  unreadable: 'riwayat tidak terbaca / the history cannot be read',
};

const describeTransaction = ({
  standing,
  paidBack,
}: TransactionEvidence): readonly (readonly [string, string])[] => [
  ['transaksi / transaction', STANDING_TEXTS[standing]],
  ['riwayat / history', PAID_BACK_TEXTS[paidBack]],
];

const STEP_TEXTS: Readonly<Record<CallStep, string>> = {
  made: 'ya/yes',
  maybe: 'mungkin/maybe',
  never: 'tidak/no',
};

const describeSteps = ({ isComplete, debit, placement, refund }: StepsTaken): string =>
  [
    `debit ${STEP_TEXTS[debit]}`,
    `pesan/placed ${STEP_TEXTS[placement]}`,
    `refund ${STEP_TEXTS[refund]}`,
    ...(isComplete ? [] : ['catatan tidak lengkap/ledger incomplete']),
  ].join(', ');

function describeHistory(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'found':
      return `ada, di ${evidence.in} / there`;
    case 'absent':
      return evidence.similar > 0
        ? `tanda kami tidak ada; ${evidence.similar} baris sebesar itu / no tag of ours; ${evidence.similar} rows of that amount`
        : 'tidak ada / not there';
    case 'conflict':
      return 'tanda kami ada, dengan jumlah lain / our tag, with another amount';
    case 'unknown':
      return `tidak terbaca / cannot be read (${evidence.code})`;
  }
}

function describeAttempts(
  attempts: OrderEvidence['attempts'],
): readonly (readonly [string, string])[] {
  if (attempts.length === 0) {
    return [['pemasok / provider', 'tidak pernah dipesan / never ordered there']];
  }
  return attempts.map(({ attempt, outcome }) => [
    attempts.length === 1 ? 'pemasok / provider' : `${attempt.number}. ${attempt.provider}`,
    describeProvider(outcome),
  ]);
}

function describeProvider(outcome: QueryOutcome): string {
  switch (outcome.kind) {
    case 'done':
      return `terkirim / delivered (${outcome.handle})`;
    case 'pending':
      return `diproses / in progress (${outcome.handle})`;
    case 'failed':
      return `gagal / failed (${outcome.code})`;
    case 'absent':
      return 'pesanan tidak ada / there is no such order';
    case 'unknown':
      return `tidak jelas / unclear (${outcome.code})`;
  }
}

/** What may be decided, and what contradicts the rest. */
export function describeDecisions({ verdicts, evidence, seekingState }: Review): string {
  const lines = [...new Set([...DECISIONS, ...CORRECTIONS])].flatMap((decision) => {
    const verdict = verdicts[decision];
    if (!verdict) return [];
    const target = decision === 'look-again' ? ` → ${seekingState ?? ''}` : '';
    return `  ${SIGNS[verdict.kind]} ${`${decision}${target}`.padEnd(28)} ${describeVerdict(verdict, evidence.facts)}`;
  });
  return ['Keputusan / Decisions', ...lines].join('\n');
}

const SIGNS: Readonly<Record<Verdict['kind'], string>> = { proven: '✓', open: '?', refused: '✗' };

function describeVerdict({ kind, because }: Verdict, facts: Facts): string {
  switch (kind) {
    case 'proven':
      return 'sesuai bukti / agrees with the evidence';
    case 'open':
      return `periksa sendiri / check yourself: ${describeFacts(because, facts)}`;
    case 'refused':
      return `bertentangan / contradicted: ${describeFacts(because, facts)}`;
  }
}
