/** `etalase report`: what was sold, what it cost, and what was paid back, by day or month and product. */
import { parseArgs } from 'node:util';
import { readLedgerSettings } from '../config/settings.js';
import {
  addSales,
  profitOf,
  listDailySales,
  NO_SALES,
  type DailySales,
  type SalesFigures,
} from '../ledger/sales.js';
import { openCurrentDatabase } from '../store/database.js';
import { DAY_MS } from '../time.js';
import { loadEnvironment, type CommandContext } from './command-context.js';
import { dayOf, parseDay, parseDayEnd } from './days.js';
import { parseProvider } from './orders/list-orders.js';
import { fit, formatCsv, formatJson } from './list-output.js';
import { UsageError } from './usage-error.js';

const OPTIONS = {
  env: { type: 'string' },
  day: { type: 'boolean' },
  month: { type: 'boolean' },
  since: { type: 'string' },
  until: { type: 'string' },
  provider: { type: 'string' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
} as const;

/** days that are shown unless `--since` is given */
const DEFAULT_DAYS = { day: 31, month: 366 } as const;

export async function runReport(
  args: string[],
  { env, platform, print }: CommandContext,
): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.day && values.month) throw new UsageError('--day, --month');
  const period = values.month ? 'month' : 'day';
  const today = dayOf(platform.now());
  const firstDay = dayOf(platform.now() - DEFAULT_DAYS[period] * DAY_MS);
  const since = period === 'month' ? `${firstDay.slice(0, 7)}-01` : firstDay;
  const provider = parseProvider(values.provider);
  const filter = {
    since: parseDay(values.since ?? since, '--since'),
    until: parseDayEnd(values.until ?? today, '--until'),
    ...(provider !== undefined && { provider }),
  };
  const settings = readLedgerSettings(loadEnvironment(env, values.env));
  const { db } = await openCurrentDatabase(settings.database, settings.language);
  try {
    const lines = toLines(await listDailySales(db, filter), period);
    if (values.json) print(formatJson(lines));
    else if (values.csv) print(formatCsv(CSV_COLUMNS, lines));
    else print(formatReport(lines));
    return 0;
  } finally {
    await db.destroy();
  }
}

interface ReportLine extends Readonly<Record<string, string | number>> {
  readonly period: string;
  readonly provider: string;
  readonly product: string;
  readonly title: string;
  readonly sold: number;
  readonly revenue: number;
  readonly cost: number;
  readonly profit: number;
  readonly refunds: number;
  readonly refunded: number;
  readonly corrected: number;
}

const CSV_COLUMNS = [
  'period',
  'provider',
  'product',
  'title',
  'sold',
  'revenue',
  'cost',
  'profit',
  'refunds',
  'refunded',
  'corrected',
] as const;

/** One line for each period and product, the periods in order. */
function toLines(sales: readonly DailySales[], period: 'day' | 'month'): ReportLine[] {
  const lines = new Map<string, ReportLine>();
  for (const row of sales) {
    const { provider, product, title } = row;
    const name = period === 'day' ? row.day : row.day.slice(0, 7);
    const key = JSON.stringify([name, provider, product]);
    const before = lines.get(key);
    const figures = before ? addSales(before, row) : row;
    lines.set(key, { period: name, provider, product, title, ...withProfit(figures) });
  }
  return [...lines.values()];
}

const withProfit = (figures: SalesFigures) => {
  const { sold, revenue, cost, refunds, refunded, corrected } = figures;
  return { sold, revenue, cost, profit: profitOf(figures), refunds, refunded, corrected };
};

const NUMBER = new Intl.NumberFormat('id-ID');
const NAME_COLUMNS = 23;

function formatReport(lines: readonly ReportLine[]): string {
  if (lines.length === 0) return 'Tidak ada penjualan. / Nothing was sold.';
  const periods = [...new Set(lines.map(({ period }) => period))];
  return [
    // Titles, in both languages; amounts are whole rupiah.
    formatRow('Rp', ['terjual', 'omzet', 'modal', 'laba', 'refund', 'kembali']),
    formatRow('', ['sold', 'revenue', 'cost', 'profit', 'refunds', 'refunded']),
    ...periods.flatMap((period) => {
      const own = lines.filter((line) => line.period === period);
      const total = withProfit(own.reduce<SalesFigures>(addSales, NO_SALES));
      return [
        '',
        formatRow(period, cellsOf(total)),
        ...own.map((line) => formatRow(`  ${line.title} (${line.provider})`, cellsOf(line))),
      ];
    }),
  ].join('\n');
}

const cellsOf = (figures: ReturnType<typeof withProfit>): string[] =>
  [
    figures.sold,
    figures.revenue,
    figures.cost,
    figures.profit,
    figures.refunds,
    figures.refunded,
  ].map((figure) => NUMBER.format(figure));

const CELL_COLUMNS = [7, 11, 11, 10, 8, 9];

const formatRow = (name: string, cells: readonly string[]): string =>
  `${fit(name, NAME_COLUMNS)} ${cells.map((cell, i) => cell.padStart(CELL_COLUMNS[i] ?? 0)).join('')}`;
