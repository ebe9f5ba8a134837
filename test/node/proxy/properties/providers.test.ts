/** Arbitrary answers of providers: only documented words decide an order. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type {
  QueryOutcome,
  PlaceOutcome,
  Provider,
} from '../../../../src/proxy/providers/provider.js';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';
import { propertyAt, corruptedOneOf } from '../../../support/hostile-values.js';
import { placement, createProviderAnswering, type FakeAnswer } from '../support/fake-platform.js';

const holds = createPropertyRunner(fuzzSettings(process.env));

const REFERENCE = 'order-0001';
const HANDLE = 'RA171341142175668880';

const STATUSES = [200, 200, 200, 200, 201, 202, 302, 400, 401, 403, 404, 409, 410, 422, 429, 500];
const answers = (validAnswers: readonly unknown[]): fc.Arbitrary<FakeAnswer> =>
  fc.record({
    status: fc.constantFrom(...STATUSES),
    body: fc.oneof(
      { arbitrary: corruptedOneOf(validAnswers), weight: 15 },
      { arbitrary: fc.constant(undefined), weight: 1 },
    ),
  });

const word = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
const isNothing = (value: unknown): boolean => (word(value) ?? '') === '';

interface Case {
  readonly name: Provider['name'];
  readonly fields: Readonly<Record<string, string>>;
  readonly placed: readonly unknown[];
  /** Conditions on an answer for each outcome of a placement. */
  readonly accepted: (answer: FakeAnswer, handle: string) => boolean;
  readonly refused: (answer: FakeAnswer) => boolean;
  readonly queried: readonly unknown[];
  readonly done: (answer: FakeAnswer) => boolean;
  readonly failed: (answer: FakeAnswer) => boolean;
  readonly absent: (answer: FakeAnswer) => boolean;
}

const order = (status: string, unit = status) => ({
  code: 'SUCCESS',
  data: {
    status,
    tid: HANDLE,
    reference_id: REFERENCE,
    transactions: [{ id: 1, status: unit, voucher_code: 'PIN : 1\tSerial : 2' }],
  },
});
const LAPAK_REFUSALS = [
  ...['UNAUTHORIZED', 'NOT_ALLOWED', 'INSUFFICIENT_BALANCE', 'PRODUCT_NOT_FOUND', 'PRODUCT_EMPTY'],
  ...['STOCK_NOT_FOUND', 'PROVIDER_NOT_FOUND', 'PROVIDER_INACTIVE', 'PRICE_NOT_MATCH'],
  ...['USER_ID_EMPTY', 'USER_ID_CONTAIN_SPACE'],
];
const unitsAre = (body: unknown, status: string): boolean => {
  const units = propertyAt(body, 'data', 'transactions');
  return Array.isArray(units) && units.every((unit) => word(propertyAt(unit, 'status')) === status);
};
const isThisOrder = (body: unknown): boolean =>
  [undefined, REFERENCE].includes(word(propertyAt(body, 'data', 'reference_id')) || undefined) &&
  [undefined, HANDLE].includes(word(propertyAt(body, 'data', 'tid')) || undefined);
const isLapakSuccess = ({ status, body }: FakeAnswer): boolean =>
  status === 200 && word(propertyAt(body, 'code')) === 'SUCCESS' && isThisOrder(body);

const lapakgaming: Case = {
  name: 'lapakgaming',
  fields: { user_id: '12345678', additional_id: '2001' },
  placed: [
    { code: 'SUCCESS', data: { tid: HANDLE, total_price: 19_000 } },
    { code: 'TRANSACTION_EXIST', data: { tid: HANDLE } },
    { code: 'PRICE_NOT_MATCH', data: null },
    { code: 'INSUFFICIENT_BALANCE' },
    { code: 'SYSTEM_ERROR' },
  ],
  accepted: ({ body }, handle) =>
    ['SUCCESS', 'TRANSACTION_EXIST'].includes(word(propertyAt(body, 'code')) ?? '') &&
    word(propertyAt(body, 'data', 'tid')) === handle,
  refused: ({ status, body }) =>
    (LAPAK_REFUSALS.includes(word(propertyAt(body, 'code')) ?? '') ||
      (status === 401 && isNothing(propertyAt(body, 'code')))) &&
    isNothing(propertyAt(body, 'data', 'tid')),
  queried: [
    order('SUCCESS'),
    order('PENDING'),
    order('REFUNDED'),
    order('SUCCESS', 'PENDING'),
  ].concat(
    // An answer of another shape proves no order.
    [{ ...order(''), code: 'TID_NOT_FOUND' }],
  ),
  done: (answer) =>
    isLapakSuccess(answer) &&
    word(propertyAt(answer.body, 'data', 'status')) === 'SUCCESS' &&
    unitsAre(answer.body, 'SUCCESS') &&
    word(propertyAt(answer.body, 'data', 'transactions', '0', 'status')) === 'SUCCESS',
  failed: (answer) =>
    isLapakSuccess(answer) &&
    word(propertyAt(answer.body, 'data', 'status')) === 'REFUNDED' &&
    (unitsAre(answer.body, 'REFUNDED') || isUnset(propertyAt(answer.body, 'data', 'transactions'))),
  absent: ({ body }) =>
    word(propertyAt(body, 'code')) === 'TID_NOT_FOUND' &&
    isNothing(propertyAt(body, 'data', 'tid')),
};

function isUnset(value: unknown): boolean {
  return value === undefined || value === null;
}

const paid = (code: string, message: string) => ({
  status_code: '200',
  status_message: 'OK',
  data: {
    order_id: 'o',
    payment_id: 'p',
    reference_id: REFERENCE,
    product_code: 'ML',
    amount: 19_000,
    biller_code: code,
    biller_message: message,
  },
});

const isBiller = ({ body }: FakeAnswer, codes: readonly string[]): boolean =>
  codes.includes(word(propertyAt(body, 'data', 'biller_code')) ?? '') && isThisOrder(body);

const snapcart: Case = {
  name: 'snapcart',
  fields: { userId: '12345678' },
  placed: [
    { status_code: '200', data: { request_id: HANDLE, reference_id: REFERENCE } },
    { status_code: '402', error: 'insufficient balance' },
    { status_code: '400', error: 'invalid response format' },
    { status_code: '500', error: 'third party' },
  ],
  accepted: ({ body }, handle) => word(propertyAt(body, 'data', 'request_id')) === handle,
  refused: ({ status, body }) =>
    ['400', '401', '402', '404', '410'].includes(word(propertyAt(body, 'status_code')) ?? '') &&
    [200, Number(word(propertyAt(body, 'status_code')))].includes(status) &&
    isNothing(propertyAt(body, 'data', 'request_id')) &&
    word(propertyAt(body, 'error')) !== 'invalid response format',
  queried: [
    paid('200', 'Transaction successful'),
    paid('200', 'Transaction is being processed'),
    paid('400', 'failed'),
    paid('500', 'third party'),
    { status_code: '404', error: 'not found' },
  ],
  done: (answer) =>
    isBiller(answer, ['200']) &&
    word(propertyAt(answer.body, 'data', 'biller_message'))?.toLowerCase() ===
      'transaction successful',
  failed: (answer) => isBiller(answer, ['400', '402', '404', '410']),
  absent: ({ body }) =>
    word(propertyAt(body, 'status_code')) === '404' &&
    isNothing(propertyAt(body, 'data', 'biller_code')),
};

const invoice = (payment_status: string) => ({
  success: true,
  data: {
    invoice: {
      invoice_code: HANDLE,
      payment_status,
      amount: 50_000,
      invoice_url: 'https://leuwongrr.example/pay/1',
    },
  },
});
const leuwongRefusal = (code: string) => ({ success: false, message: 'x', error: { code } });
const statusOf = (body: unknown): unknown => {
  const data = propertyAt(body, 'data');
  const inner = propertyAt(data, 'invoice');
  const read = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : data;
  const code = word(propertyAt(read, 'invoice_code')) || HANDLE;
  return code === HANDLE ? word(propertyAt(read, 'payment_status'))?.toLowerCase() : undefined;
};

const leuwongrr: Case = {
  name: 'leuwongrr',
  fields: { roblox_username: 'LeuwongUser', place_id: '123456789', roblox_pass_id: '987654321' },
  placed: [
    invoice('pending'),
    leuwongRefusal('ROBLOX_VALIDATION_FAILED'),
    leuwongRefusal('RATE_LIMITED'),
    { success: false, message: 'x', code: 'FORBIDDEN_FIELDS' },
  ],
  accepted: ({ status, body }, handle) =>
    status < 300 &&
    propertyAt(body, 'success') === true &&
    word(propertyAt(body, 'data', 'invoice', 'invoice_code')) === handle,
  refused: ({ status, body }) =>
    status >= 400 &&
    status < 500 &&
    propertyAt(body, 'success') === false &&
    isNothing(propertyAt(body, 'data', 'invoice', 'invoice_code')),
  queried: [
    ...['pending', 'paid', 'completed', 'expired', 'odd'].map(invoice),
    leuwongRefusal('NOT_FOUND'),
  ],
  done: ({ status, body }) =>
    status === 200 && propertyAt(body, 'success') === true && statusOf(body) === 'completed',
  failed: ({ status, body }) =>
    status === 200 &&
    propertyAt(body, 'success') === true &&
    ['expired', 'cancelled', 'canceled', 'failed'].includes(String(statusOf(body))),
  absent: ({ status, body }) => status === 404 && propertyAt(body, 'success') === false,
};

const isLogWord = (code: string): boolean => /^[\w .-]{1,80}$/.test(code);

for (const each of [lapakgaming, snapcart, leuwongrr]) {
  const { name } = each;
  describe(name, () => {
    const product = name === 'snapcart' ? 'game-voucher:ML' : 'ML';
    const quoteRequest = placement({ reference: REFERENCE, product, fields: each.fields });

    it('treats an order as placed or refused only on documented words', async () => {
      const seen = new Set<PlaceOutcome['kind']>();
      const isRight = (outcome: PlaceOutcome, answer: FakeAnswer): boolean => {
        if (outcome.kind === 'accepted') return each.accepted(answer, outcome.handle);
        if (outcome.kind === 'refused') return each.refused(answer) && isLogWord(outcome.code);
        if (outcome.kind === 'unknown') return isLogWord(outcome.code);
        return answer.status === 429 || word(propertyAt(answer.body, 'status_code')) === '429';
      };
      await holds(
        fc.asyncProperty(answers(each.placed), async (answer) => {
          const { provider, requests } = createProviderAnswering(name, () => answer);
          const outcome = await provider.placeOrder(quoteRequest);
          seen.add(outcome.kind);
          assertHolds(isRight(outcome, answer), JSON.stringify(outcome));
          assert.equal(requests.length, 1);
          if (outcome.kind !== 'accepted' || !outcome.invoice) return;
          assert.match(outcome.invoice.url, /^https?:\/\//i);
        }),
        1_000,
      );
      assert.deepEqual([...seen].sort(), ['accepted', 'later', 'refused', 'unknown']);
    });

    it('treats an order as done, failed or absent only on documented words', async () => {
      const seen = new Set<QueryOutcome['kind']>();
      const isRight = (outcome: QueryOutcome, answer: FakeAnswer): boolean => {
        switch (outcome.kind) {
          case 'done':
            return each.done(answer) && outcome.handle === HANDLE;
          case 'failed':
            return each.failed(answer) && isLogWord(outcome.code);
          case 'absent':
            return each.absent(answer);
          case 'pending':
            return outcome.handle === HANDLE;
          case 'unknown':
            return isLogWord(outcome.code);
        }
      };
      await holds(
        fc.asyncProperty(answers(each.queried), async (answer) => {
          const { provider } = createProviderAnswering(name, () => answer);
          const outcome = await provider.queryOrder({ reference: REFERENCE, handle: HANDLE });
          seen.add(outcome.kind);
          assertHolds(isRight(outcome, answer), JSON.stringify(outcome));
        }),
        1_000,
      );
      assert.deepEqual([...seen].sort(), ['absent', 'done', 'failed', 'pending', 'unknown']);
    });
  });
}
