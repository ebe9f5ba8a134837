/** Arbitrary bytes to the port: they are answered or the connection is closed, and the server keeps running. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { createPropertyRunner, fuzzSettings, assertHolds } from '../../../support/fuzz.js';
import { startListeningProxy, type ListeningProxy } from '../support/listening-proxy.js';

const holds = createPropertyRunner(fuzzSettings(process.env));
const TRIES = 500;
/** Time to wait for an answer, ms; incomplete requests get none. */
const PATIENCE = 20;

const REQUESTS = [
  'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /open/app/slide?page=1 HTTP/1.1\r\nHost: a\r\nOrigin: https://toko.example\r\n\r\n',
  'POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
  'POST /v1/orders HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
  'POST /callbacks/snapcart/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nnull',
  'OPTIONS /v1/quotes HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: POST\r\n\r\n',
  'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET /healthz HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'POST /v1/quotes HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
];

const WORDS = [
  '\r\n',
  '\n',
  '\0',
  ' ',
  ':',
  'Transfer-Encoding: chunked\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Host: b\r\n',
  'ffffffffffffffff\r\n',
  'HTTP/0.9',
  '\u0016\u0003\u0001',
];

/** Replaces a part of the text; positions are shares of its length. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    bytes: fc.oneof(
      fc.constantFrom(...WORDS).map((word) => Buffer.from(word, 'latin1')),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    ),
  }),
  { maxLength: 4 },
);

const sent = fc.record({
  requests: fc.array(fc.constantFrom(...REQUESTS), { minLength: 1, maxLength: 3 }),
  edits,
  pieces: fc.integer({ min: 1, max: 4 }),
});

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly bytes: Buffer;
}

function tampering({ requests, edits: all }: { requests: string[]; edits: Edit[] }): Buffer {
  let bytes = Buffer.from(requests.join(''), 'latin1');
  for (const { at, length, bytes: put } of all) {
    const from = Math.floor(at * bytes.length);
    bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
  }
  return bytes;
}

function cut(bytes: Buffer, count: number): Buffer[] {
  const size = Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

describe('the port', () => {
  let server: ListeningProxy;
  before(async () => {
    server = await startListeningProxy();
  });
  after(() => server.close());

  it('answers or closes on any bytes, and keeps running', async () => {
    let answered = 0;
    const property = fc.asyncProperty(sent, async ({ pieces, ...request }) => {
      const answer = await server.sendRaw(cut(tampering(request), pieces), PATIENCE);
      const codes = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) => Number(code));
      assertHolds(
        codes.every((code) => code < 500),
        answer,
      );
      assertHolds(!/\.[jt]s:\d|node_modules/.test(answer), answer);
      answered += codes.length;
    });
    await holds(property, TRIES);
    // Most requests are complete enough to be answered.
    assert.ok(answered > TRIES / 2);
    const alive = await server.sendRaw(['GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'], 5_000);
    assert.match(alive, /^HTTP\/1\.1 200 /);
    // A client that disconnects in the middle of a request causes no server error.
    await server.sendRaw(
      ['POST /v1/quotes HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{'],
      PATIENCE,
    );
    const figures = await server.sendRaw(['GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n'], 5_000);
    assert.match(figures, /^etalase_request_seconds_count\{.*"400"/m);
    assert.doesNotMatch(figures, /^etalase_request_seconds_count\{.*"5\d\d"/m);
  });
});
