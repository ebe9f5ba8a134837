import { expect } from 'chai';
import { openSigningKey } from '../../../../src/purchase/session/signing-key.js';

const jwkOf = ({ publicKey }: CryptoKeyPair) => crypto.subtle.exportKey('jwk', publicKey);

const never = () => new Promise<void>(() => undefined);
const noDelay = () => Promise.resolve();

/** A key name for one test. */
function uniqueName(): string {
  const name = `https://proxy-${Math.random()}.test`;
  return name;
}

describe('the signing key', () => {
  it('cannot be read out', async () => {
    const { privateKey } = await openSigningKey(uniqueName());
    expect(privateKey.extractable).to.equal(false);
    expect(privateKey.algorithm).to.deep.include({ name: 'ECDSA', namedCurve: 'P-256' });
    const stolen = await crypto.subtle.exportKey('jwk', privateKey).catch(() => 'refused');
    expect(stolen).to.equal('refused');
  });

  it('is the same on the next visit, and another for another proxy', async () => {
    const name = uniqueName();
    const first = await jwkOf(await openSigningKey(name));
    expect(await jwkOf(await openSigningKey(name))).to.deep.equal(first);
    expect((await jwkOf(await openSigningKey(uniqueName()))).x).not.to.equal(first.x);
  });

  it('is the same for tabs that create it at once', async () => {
    const name = uniqueName();
    const keys = await Promise.all(Array.from({ length: 8 }, () => openSigningKey(name)));
    const known = new Set((await Promise.all(keys.map(jwkOf))).map(({ x }) => x));
    expect(known.size).to.equal(1);
  });

  const broken: readonly [string, () => IDBFactory, (ms: number) => Promise<void>][] = [
    [
      'never answers',
      // A request without any event.
      () =>
        Object.assign(Object.create(indexedDB) as IDBFactory, {
          open: () => new EventTarget() as IDBOpenDBRequest,
        }),
      noDelay,
    ],
    [
      'throws',
      () => {
        throw new DOMException('denied', 'SecurityError');
      },
      never,
    ],
    [
      'cannot be opened',
      () =>
        Object.assign(Object.create(indexedDB) as IDBFactory, {
          // A version below the existing one is refused.
          open: () => indexedDB.open('etalase-too-new', 1),
        }),
      never,
    ],
  ];
  for (const [what, databases, wait] of broken) {
    it(`lasts as long as the page when IndexedDB ${what}`, async () => {
      await new Promise((resolve) => {
        const newer = indexedDB.open('etalase-too-new', 2);
        newer.onsuccess = () => {
          newer.result.close();
          resolve(null);
        };
      });
      const { privateKey } = await openSigningKey(uniqueName(), databases, wait);
      expect(privateKey.extractable).to.equal(false);
      indexedDB.deleteDatabase('etalase-too-new');
    });
  }
});
