/** What members read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { OrderState } from '../../../../src/proxy/store/order-state.js';
import {
  DELIVERED,
  openMessageWorld,
  REFUNDED,
  WAITED_MS,
  type StoredOrder,
} from './message-world.js';

type Case = readonly [
  what: string,
  states: readonly OrderState[],
  orders: readonly StoredOrder[],
  lines: readonly string[],
];

const NAME = 'Mobile Legends, 86 Diamonds';
const NOTE_UNCLEAR = { reason: 'note_unclear', fields: {} };
const VOUCHER = { voucher: 'SEALED-ABCD-1234', fields: {} };
const UNPAID = 'Pesanan ini sudah dibayar, tetapi belum bisa kami kirim:';

const CASES: readonly Case[] = [
  [
    'a delivery',
    DELIVERED,
    [{}],
    [
      'Pesanan Anda sudah selesai:',
      `TU-7F3K-9201: ${NAME} untuk 12345678/2001`,
      '',
      'Terima kasih!',
    ],
  ],
  [
    'a voucher that stands elsewhere',
    DELIVERED,
    [VOUCHER, VOUCHER],
    [
      'Pesanan Anda sudah selesai:',
      `TU-7F3K-9201: ${NAME}`,
      `TU-7F3K-9202: ${NAME}`,
      '',
      'Kodenya ada di halaman Pesanan. Terima kasih!',
    ],
  ],
  [
    'a refund of two pieces',
    REFUNDED,
    [{}, {}],
    [
      'Maaf, pesanan ini dibatalkan:',
      `TU-7F3K-9201: ${NAME} untuk 12345678/2001`,
      `TU-7F3K-9202: ${NAME} untuk 12345678/2001`,
      '',
      'Rp40.000 sudah kembali ke saldo Anda.',
    ],
  ],
  [
    'an unclear note whose labels are known',
    ['REVIEW'],
    [{ ...NOTE_UNCLEAR, detail: 'not certain: User ID, Zone ID' }],
    [
      UNPAID,
      `TU-7F3K-9201: ${NAME}`,
      'Data akunnya belum jelas.',
      '',
      'Balas chat ini dengan User ID dan Zone ID yang benar, ya. Setelah itu pesanannya kami kirim.',
    ],
  ],
  [
    'unclear notes of several kinds',
    ['REVIEW'],
    [
      { ...NOTE_UNCLEAR, detail: 'not certain: User ID' },
      { reason: 'account_refused', detail: 'NOT_FOUND' },
    ],
    [
      UNPAID,
      `TU-7F3K-9201: ${NAME}`,
      'Data akunnya belum jelas.',
      `TU-7F3K-9202: ${NAME} untuk 12345678/2001`,
      'Akunnya tidak ditemukan.',
      '',
      'Balas chat ini dengan data akun yang benar, ya. Setelah itu pesanannya kami kirim.',
    ],
  ],
  [
    'odd names and values, each on one line and cut',
    DELIVERED,
    [
      {
        title: `A\r\nB\u202E${'x'.repeat(100)}`,
        fields: { id: `1\u0000\n2${'9'.repeat(100)}`, nick: '  \u200B ', zone: '😀'.repeat(30) },
      },
    ],
    [
      'Pesanan Anda sudah selesai:',
      `TU-7F3K-9201: A B${'x'.repeat(57)} untuk 1 2${'9'.repeat(37)}/${'😀'.repeat(20)}`,
      '',
      'Terima kasih!',
    ],
  ],
];

describe('a chat', () => {
  for (const [what, states, orders, lines] of CASES) {
    it(`tells of ${what}`, async () => {
      const world = await openMessageWorld();
      for (const order of orders) await world.storeOrder(states, order);
      world.advance(WAITED_MS);
      await world.node.sendDue();
      const all = JSON.stringify(world.calls);
      assert.doesNotMatch(all, /ABCD|SEALED|etl[dr]TAG|CALLBACK/);
      assert.deepEqual(world.takeChats(), [lines.join('\n')]);
    });
  }

  it('holds vouchers where the operator chose so', async () => {
    const world = await openMessageWorld();
    await world.storeOrder(DELIVERED, VOUCHER);
    await world.storeOrder(DELIVERED, { fields: {} });
    await world.storeOrder(REFUNDED, VOUCHER);
    world.advance(WAITED_MS);
    await world.openNode({ chatVouchers: true }).sendDue();
    const [delivered, refunded = ''] = world.takeChats();
    assert.equal(
      delivered,
      [
        'Pesanan Anda sudah selesai:',
        `TU-7F3K-9201: ${NAME}`,
        'Kode: ABCD-1234',
        `TU-7F3K-9202: ${NAME}`,
        '',
        'Terima kasih!',
      ].join('\n'),
    );
    assert.doesNotMatch(refunded, /ABCD/);
  });
});
