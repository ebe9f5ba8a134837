/** Finding orders by what a person knows, and counting them; on both stores. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { z } from 'zod';
import { runOrders } from '../../../../src/proxy/command/orders/orders-command.js';
import { runReport } from '../../../../src/proxy/command/report-command.js';
import { UsageError } from '../../../../src/proxy/command/usage-error.js';
import { readSettings } from '../../../../src/proxy/config/settings.js';
import { openDatabase } from '../../../../src/proxy/store/database.js';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import { createPostgresDatabase, stopOwnPostgres } from '../../../support/postgres.js';
import { DATABASES } from '../support/proxy-cluster.js';
import { openTerminal } from '../support/terminal.js';

after(stopOwnPostgres);

interface TestOrder {
  readonly number: string;
  readonly state?: OrderState;
  readonly at?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly price?: number;
  readonly cost?: number | null;
  readonly charged?: number;
  readonly isTrial?: true;
  readonly provider?: 'lapakgaming' | 'leuwongrr';
  readonly title?: string;
  readonly handle?: string;
  readonly note?: string;
  /** a correction: when it was delivered */
  readonly deliveredAt?: string;
}

const correctionColumns = ({ deliveredAt }: TestOrder, id: string) =>
  deliveredAt === undefined
    ? {}
    : { delivered_at: Date.parse(deliveredAt), correction_tag: `etlrCORRECTION${id}` };

/** A terminal whose store holds these orders; the first is the oldest. */
async function openWith(kind: (typeof DATABASES)[number], orders: readonly TestOrder[]) {
  const terminal = await openTerminal(
    kind === 'postgres' ? { DATABASE_URL: await createPostgresDatabase() } : {},
  );
  const { db } = await openDatabase(readSettings(terminal.env).database);
  for (const [index, order] of orders.entries()) {
    const id = `id${String(index)}`;
    const at = Date.parse(order.at ?? '2026-11-20T05:00:00Z') + index;
    const provider = order.provider ?? 'lapakgaming';
    await db
      .insertInto('orders')
      .values({
        id,
        number: order.number,
        version: 1,
        state: order.state ?? 'FULFILLED',
        shopper: '130173',
        idempotency_key: id,
        request_hash: '',
        quote_id: id,
        provider,
        paid_by: provider === 'leuwongrr' ? 'invoice' : 'saldo',
        product: 'ML',
        item: 'ML78',
        title: order.title ?? 'Mobile Legends',
        item_name: '78 Diamonds',
        fields: JSON.stringify(order.fields ?? {}),
        price: order.price ?? 20_000,
        cost: order.cost === undefined ? 19_000 : order.cost,
        charged_cost: order.charged ?? null,
        is_trial: order.isTrial ? 1 : null,
        shopper_secret: 'SEALED-TOKEN',
        debit_tag: `etldTAG${id}`,
        refund_tag: `etlrTAG${id}`,
        callback_key: `CALLBACK-KEY-${id}`,
        handle: order.handle ?? null,
        ...correctionColumns(order, id),
        state_entered_at: at,
        attempts: 0,
        created_at: at,
        updated_at: at,
      })
      .execute();
    await db
      .insertInto('order_events')
      .values({
        order_id: id,
        version: 1,
        at,
        kind: 'moved',
        from_state: null,
        to_state: 'ACCEPTED',
        note: order.note ?? 'accepted',
        node: 'test',
      })
      .execute();
  }
  await db.destroy();
  const find = async (...args: string[]) => {
    const code = await runOrders(['find', ...args], terminal.context);
    return { code, output: terminal.takeOutput() };
  };
  const report = async (...args: string[]) => {
    await runReport(args, terminal.context);
    return terminal.takeOutput();
  };
  return { find, report };
}

const ORDERS: readonly TestOrder[] = [
  { number: 'TU-2222-2222', fields: { phone: '0812-3456-7890' }, at: '2026-11-01T00:00:00Z' },
  { number: 'TU-7F3K-92QD', fields: { user_id: '99887766', zone: '2001' }, handle: 'RS-441' },
  { number: 'TU-H4XW-M6TR', note: 'refund by Rina: 100% certain', state: 'REVIEW' },
  {
    number: 'TU-XXXX-2222',
    provider: 'leuwongrr',
    fields: { name: '=HYPERLINK("x")' },
    deliveredAt: '2026-11-20T05:00:00Z',
  },
];
const numbersIn = (output: string) => output.match(/TU-[0-9A-Z]{4}-[0-9A-Z]{4}/g) ?? [];
const all = ORDERS.map(({ number }) => number).reverse();

for (const kind of DATABASES) {
  describe(`etalase orders find, on ${kind}`, () => {
    for (const [args, found] of [
      [[], all],
      [['tu-7f3k'], ['TU-7F3K-92QD']],
      [['TU7F3K92QD'], ['TU-7F3K-92QD']],
      [['m6tr'], ['TU-H4XW-M6TR']],
      [['081234567890'], ['TU-2222-2222']],
      [['+62 812 3456'], ['TU-2222-2222']],
      [['9988776'], ['TU-7F3K-92QD']],
      [['130173'], all],
      [['rs-441'], ['TU-7F3K-92QD']],
      [['by', 'rina'], ['TU-H4XW-M6TR']],
      [['100%'], ['TU-H4XW-M6TR']],
      [['etldTAGid1'], ['TU-7F3K-92QD']],
      [['etlrcorrectionid3'], ['TU-XXXX-2222']],
      [['%'], ['TU-H4XW-M6TR']],
      [['_'], ['TU-7F3K-92QD']],
      [['mobile legends', '--provider', 'leuwongrr'], ['TU-XXXX-2222']],
      [['--until', '2026-11-01'], ['TU-2222-2222']],
      [['--since', '2026-11-02'], all.slice(0, 3)],
      [['--review'], ['TU-H4XW-M6TR']],
      [['--limit', '1'], ['TU-XXXX-2222']],
      [['SEALED'], []],
      [['CALLBACK-KEY'], []],
      [['nobody'], []],
    ] as const) {
      it(`finds ${found.length} by ${args.join(' ') || 'nothing'}`, async () => {
        const { find } = await openWith(kind, ORDERS);
        const { code, output } = await find(...args);
        assert.deepEqual(numbersIn(output), found);
        assert.equal(code, found.length > 0 ? 0 : 1);
        for (const line of output.split('\n')) assert.ok(Array.from(line).length <= 80, line);
      });
    }
  });

  describe(`etalase report, on ${kind}`, () => {
    const SALES: readonly TestOrder[] = [
      // 18:00 UTC is the next day in Jakarta.
      { number: 'a', at: '2026-11-20T16:59:59Z', price: 20_000, cost: 19_000, charged: 19_500 },
      { number: 'b', at: '2026-11-20T18:00:00Z', price: 21_000, cost: 20_000 },
      { number: 'c', at: '2026-11-21T03:00:00Z', price: 5_000, state: 'REFUNDED' },
      {
        number: 'd',
        at: '2026-11-21T04:00:00Z',
        provider: 'leuwongrr',
        title: 'Robux',
        cost: null,
      },
      { number: 'e', at: '2026-11-21T04:00:00Z', state: 'CANCELLED' },
      { number: 'f', at: '2026-12-01T04:00:00Z', price: 1_000, cost: 1_200 },
      { number: 'h', at: '2026-11-21T04:00:00Z', provider: 'leuwongrr', isTrial: true },
      // Sold in November, and paid back in December.
      {
        number: 'g',
        at: '2026-12-01T05:00:00Z',
        state: 'REFUNDED',
        deliveredAt: '2026-11-20T04:00:00Z',
        price: 4_000,
        cost: 3_000,
      },
    ];
    const range = ['--since', '2026-11-01', '--until', '2026-12-31'];
    const row = (period: string, provider: string, ...figures: number[]) =>
      [period, provider, ...figures] as const;

    for (const [args, lines] of [
      [
        [...range, '--day'],
        [
          row('2026-11-20', 'lapakgaming', 2, 24_000, 22_500, 1_500, 0, 0),
          row('2026-11-21', 'lapakgaming', 1, 21_000, 20_000, 1_000, 1, 5_000),
          row('2026-11-21', 'leuwongrr', 1, 0, 0, 0, 0, 0),
          row('2026-12-01', 'lapakgaming', 1, 1_000, 1_200, -4_200, 1, 4_000),
        ],
      ],
      [
        [...range, '--month'],
        [
          row('2026-11', 'lapakgaming', 3, 45_000, 42_500, 2_500, 1, 5_000),
          row('2026-11', 'leuwongrr', 1, 0, 0, 0, 0, 0),
          row('2026-12', 'lapakgaming', 1, 1_000, 1_200, -4_200, 1, 4_000),
        ],
      ],
      [
        ['--since', '2026-11-21', '--until', '2026-11-21', '--provider', 'lapakgaming'],
        [row('2026-11-21', 'lapakgaming', 1, 21_000, 20_000, 1_000, 1, 5_000)],
      ],
    ] as const) {
      it(`counts with ${args.join(' ')}`, async () => {
        const { report } = await openWith(kind, SALES);
        const parsed = z
          .array(z.record(z.string(), z.union([z.string(), z.number()])))
          .parse(JSON.parse(await report(...args, '--json')));
        assert.deepEqual(
          parsed.map(({ period, provider, sold, revenue, cost, profit, refunds, refunded }) => [
            period,
            provider,
            sold,
            revenue,
            cost,
            profit,
            refunds,
            refunded,
          ]),
          lines,
        );
        const csv = await report(...args, '--csv');
        assert.equal(csv.split('\r\n').length, lines.length + 1);
        const table = await report(...args);
        assert.match(table, /21\.000|45\.000/);
        for (const line of table.split('\n')) assert.ok(Array.from(line).length <= 80, line);
      });
    }
  });
}

describe('a list', () => {
  it('is JSON with the fields apart', async () => {
    const { find } = await openWith('sqlite', [
      { number: 'TU-7F3K-92QD', fields: { user_id: '1\u001b[2J' } },
    ]);
    const { output } = await find('--json');
    assert.ok(!output.includes('\u001b'));
    const [order] = z
      .array(z.looseObject({ number: z.string(), fields: z.record(z.string(), z.string()) }))
      .parse(JSON.parse(output));
    assert.deepEqual(order?.fields, { user_id: '1\u001b[2J' });
    assert.doesNotMatch(output, /SEALED-TOKEN|CALLBACK-KEY/);
  });

  for (const [text, cell] of [
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', 'two lines'],
    ['=1+1', "'=1+1"],
    ['+62812', "'+62812"],
    ['-5', "'-5"],
    ['@sum', "'@sum"],
    ['\t=1+1', "' =1+1"],
    ['=cmd|"/c",A0', `"'=cmd|""/c"",A0"`],
  ] as const) {
    it(`is CSV in which a spreadsheet runs nothing: ${JSON.stringify(text)}`, async () => {
      const { find } = await openWith('sqlite', [{ number: 'n', fields: { name: text } }]);
      const [, line = ''] = (await find('--csv')).output.split('\r\n');
      assert.ok(line.includes(`,130173,${cell},lapakgaming,`), line);
    });
  }

  it('is empty with other words for a person, and still JSON for a program', async () => {
    const { find, report } = await openWith('sqlite', []);
    assert.match((await find()).output, /no orders/);
    assert.equal((await find('--json')).output, '[]');
    assert.match(await report(), /Nothing was sold/);
    assert.equal(await report('--json'), '[]');
  });

  for (const args of [
    ['--since', 'yesterday'],
    ['--until', '2026-02-30'],
    ['--provider', 'nobody'],
  ]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const { find, report } = await openWith('sqlite', []);
      await assert.rejects(find(...args), UsageError);
      await assert.rejects(report(...args), UsageError);
    });
  }
});
