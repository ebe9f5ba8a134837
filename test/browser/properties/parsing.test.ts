import { expect } from 'chai';
import fc from 'fast-check';
import { DOCUMENTED_ANSWERS } from '../../../src/sandbox/content/documented-answers.js';
import { categories } from '../../../src/open-api/categories.js';
import { readRows } from '../../../src/open-api/client.js';
import type { Endpoint, Rows } from '../../../src/open-api/endpoint.js';
import { pointNotes, saldoNotes } from '../../../src/open-api/notes.js';
import { customPages } from '../../../src/open-api/custom-pages.js';
import { products } from '../../../src/open-api/products.js';
import type { Result } from '../../../src/open-api/result.js';
import { slides } from '../../../src/open-api/slides.js';
import { transactions } from '../../../src/open-api/transactions.js';
import { user } from '../../../src/open-api/user.js';
import { shelfProductSchema } from '../../../src/purchase/http/product-schema.js';
import { shelfSchema } from '../../../src/purchase/http/schemas.js';
import {
  nicknameSchema,
  orderListSchema,
  quoteSchema,
  sessionSchema,
} from '../../../src/purchase/http/session-schemas.js';
import { createPropertyRunner, fuzzSettings } from '../../support/fuzz.js';
import { corruptedOneOf } from '../../support/hostile-values.js';
import { DIAMONDS, shelfOf } from '../elements/topup/topup-fixture.js';
import { anOrder } from '../purchase/fake-proxy.js';

const holds = createPropertyRunner(fuzzSettings(window.process.env));

const read =
  <T>(endpoint: Endpoint<T>) =>
  (body: unknown): Result<Rows<unknown>> =>
    readRows(endpoint, body);

const READERS = {
  products: read(products),
  categories: read(categories),
  pages: read(customPages),
  slides: read(slides),
  user: read(user),
  saldoNotes: read(saldoNotes),
  pointNotes: read(pointNotes),
  transactions: read(transactions),
};

/** Documented answers with random corruptions. */
const bodies = corruptedOneOf(
  Object.values(DOCUMENTED_ANSWERS).map((text): unknown => JSON.parse(text)),
);

/** All texts in a row, each with its field's name. */
const textsIn = (value: unknown, name = ''): readonly (readonly [string, string])[] => {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    textsIn(each, Array.isArray(value) ? name : key),
  );
};

const URL_FIELD = /^(url_|link_|gambar_|list_gambar|icon_|foto_)/;

describe('a corrupted answer of the Open API', () => {
  for (const [name, readBody] of Object.entries(READERS)) {
    it(`is parsed or refused, and its URLs are http(s): ${name}`, async () => {
      await holds(
        fc.property(bodies, (body) => {
          const answer = readBody(body);
          if (!answer.ok) {
            expect(answer.code).to.equal('malformed');
            return;
          }
          for (const row of answer.value.rows) {
            for (const [field, text] of textsIn(row)) {
              if (URL_FIELD.test(field)) expect(text).to.match(/^https?:\/\/[^\s]+$/i);
            }
          }
        }),
        300,
      );
    });
  }
});

describe('a corrupted answer of the proxy', () => {
  const shapes = {
    shelf: shelfSchema,
    product: shelfProductSchema,
    session: sessionSchema,
    quote: quoteSchema,
    nickname: nicknameSchema,
    orderList: orderListSchema,
  };
  const goods = [
    shelfOf(),
    DIAMONDS,
    { access_token: 'a', token_type: 'DPoP', expires_in: 1, shopper: { id_user: '1' } },
    { quote: 'q', price: 1, expires_at: '2026-01-01T00:00:00Z' },
    { orders: [anOrder(), anOrder({ voucher: 'x' })], next: null },
  ];
  for (const [name, shape] of Object.entries(shapes)) {
    it(`is parsed or refused, and its prices are whole rupiah: ${name}`, async () => {
      await holds(
        fc.property(corruptedOneOf(goods), (body) => {
          const { data } = shape.safeParse(body);
          JSON.stringify(data, (key, value: unknown) => {
            if (key === 'price' && value !== null) {
              expect(Number.isSafeInteger(value) && Number(value) >= 0).to.equal(true);
            }
            return value;
          });
        }),
        300,
      );
    });
  }
});
