import { expect } from 'chai';
import { requestRows } from '../../../src/open-api/client.js';
import type { Endpoint } from '../../../src/open-api/endpoint.js';
import { pointNotes, saldoNotes } from '../../../src/open-api/notes.js';
import { products } from '../../../src/open-api/products.js';
import { transactions } from '../../../src/open-api/transactions.js';
import { user } from '../../../src/open-api/user.js';
import { platform } from '../../../src/stores/platform.js';
import { SHOPPER } from '../support.js';

const BUKAOLSHOP = 'https://openapi.bukaolshop.net/v1';
const MIRROR = 'https://proksi.example/toko/open';

/** The one request that a page makes: its address and its headers. */
async function requestOf(api: string, endpoint: Omit<Endpoint<object>, 'idOf'>) {
  const requests: { url: URL; authorization: string | null }[] = [];
  const parts = {
    ...platform(),
    fetch: (input: RequestInfo | URL, init?: RequestInit) => {
      const { url, headers } = new Request(input, init);
      requests.push({ url: new URL(url), authorization: headers.get('Authorization') });
      return Promise.resolve(Response.json({ code: 404 }));
    },
  };
  const settings = { api, token: 'toko', shopper: SHOPPER };
  await requestRows(parts, settings, endpoint, { page: '1' }, new AbortController().signal);
  const [request] = requests;
  if (!request || requests.length > 1) throw new Error(`${requests.length} requests`);
  return request;
}

describe('the shopper’s token', () => {
  for (const endpoint of [user, saldoNotes, pointNotes, transactions]) {
    it(`is in a header of ${endpoint.path} at the proxy’s mirror, and not in the address`, async () => {
      const { url, authorization } = await requestOf(MIRROR, endpoint);
      expect(url.href).not.to.contain(SHOPPER.token);
      expect(Object.fromEntries(url.searchParams)).to.deep.equal({
        token: 'toko',
        page: '1',
        id_user: SHOPPER.id,
      });
      expect(authorization).to.equal(`Bearer ${SHOPPER.token}`);
    });

    it(`is a parameter of ${endpoint.path} at bukaOlshop, as documented`, async () => {
      const { url, authorization } = await requestOf(BUKAOLSHOP, endpoint);
      expect(url.searchParams.get('token_user')).to.equal(SHOPPER.token);
      expect(authorization).to.equal(null);
    });
  }

  it('is not sent for what is the same for everyone', async () => {
    for (const api of [MIRROR, BUKAOLSHOP]) {
      const { url, authorization } = await requestOf(api, products);
      expect(url.href).not.to.contain(SHOPPER.token);
      expect(authorization).to.equal(null);
    }
  });
});
