/**
 * Replaces WebCrypto, whose thread pool answers in no fixed order, by synchronous calls of `node:crypto`.
 * In a process that imports this module, everything between two events ends within microtasks. Covers
 * only what the proxy and the shoppers use.
 */
import {
  createCipheriv,
  createDecipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import { z } from 'zod';
import type { KeyPair } from '../node/proxy/support/test-shopper.js';

const EC_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const AUTH_TAG_BYTES = 16;

/** A key in the form that jose expects, with its material. */
class SimulatedKey implements CryptoKey {
  readonly extractable = true;
  readonly [Symbol.toStringTag] = 'CryptoKey';

  constructor(
    readonly type: CryptoKey['type'],
    readonly algorithm: CryptoKey['algorithm'],
    readonly usages: CryptoKey['usages'],
    readonly material: KeyObject | Uint8Array,
  ) {}

  get secret(): Uint8Array {
    if (this.material instanceof Uint8Array) return this.material;
    throw new Error('Not a secret key.');
  }

  get pair(): KeyObject {
    if (this.material instanceof Uint8Array) throw new Error('Not a key of a pair.');
    return this.material;
  }
}

const usages = z.array(z.custom<KeyUsage>((value) => typeof value === 'string'));
const key = z.instanceof(SimulatedKey);
const bytes = z.instanceof(Uint8Array);
const gcm = z.looseObject({ name: z.literal('AES-GCM'), iv: bytes, additionalData: bytes });
const namedAlgorithm = z.looseObject({ name: z.string() });
const jwk = z.looseObject({ kty: z.literal('EC'), x: z.string(), y: z.string() });

const signature = (pair: KeyObject) => ({ key: pair, dsaEncoding: 'ieee-p1363' }) as const;
const hmac = (secret: Uint8Array, data: Uint8Array) =>
  createHmac('sha256', secret).update(data).digest();

/** Cached points of the curve; importing one costs as much as a verification. */
const publicKeys = new Map<string, KeyObject>();

function importPoint({ x, y }: z.infer<typeof jwk>): KeyObject {
  const name = `${x}.${y}`;
  const known = publicKeys.get(name);
  if (known) return known;
  const read = createPublicKey({
    key: { kty: 'EC', crv: EC_ALGORITHM.namedCurve, x, y },
    format: 'jwk',
  });
  publicKeys.set(name, read);
  return read;
}

/** Throws where WebCrypto would reject; callers await both alike. */
const subtle = {
  async importKey(format: unknown, data: unknown, algorithm: unknown, _: unknown, uses: unknown) {
    await Promise.resolve();
    const allowed = usages.parse(uses);
    if (format === 'jwk')
      return new SimulatedKey('public', EC_ALGORITHM, allowed, importPoint(jwk.parse(data)));
    const { name } = namedAlgorithm.parse(algorithm);
    const secret = bytes.parse(data);
    const described =
      name === 'HMAC' ? { name, hash: { name: 'SHA-256' } } : { name, length: secret.length * 8 };
    return new SimulatedKey('secret', described, allowed, secret);
  },

  async exportKey(_format: unknown, exported: unknown) {
    await Promise.resolve();
    return key.parse(exported).pair.export({ format: 'jwk' });
  },

  async digest(_algorithm: unknown, data: unknown) {
    await Promise.resolve();
    return copy(createHash('sha256').update(bytes.parse(data)).digest());
  },

  async sign(_algorithm: unknown, signingKey: unknown, data: unknown) {
    await Promise.resolve();
    const own = key.parse(signingKey);
    const text = bytes.parse(data);
    return copy(
      own.type === 'secret' ? hmac(own.secret, text) : sign('sha256', text, signature(own.pair)),
    );
  },

  async verify(_algorithm: unknown, verifyingKey: unknown, givenSignature: unknown, data: unknown) {
    await Promise.resolve();
    const own = key.parse(verifyingKey);
    const [actual, text] = [bytes.parse(givenSignature), bytes.parse(data)];
    if (own.type !== 'secret') return verify('sha256', text, signature(own.pair), actual);
    const expected = hmac(own.secret, text);
    return expected.length === actual.length && timingSafeEqual(expected, actual);
  },

  async encrypt(algorithm: unknown, secretKey: unknown, data: unknown) {
    await Promise.resolve();
    const { iv, additionalData } = gcm.parse(algorithm);
    const cipher = createCipheriv('aes-256-gcm', key.parse(secretKey).secret, iv);
    cipher.setAAD(additionalData);
    const ciphertext = [cipher.update(bytes.parse(data)), cipher.final()];
    return copy(Buffer.concat([...ciphertext, cipher.getAuthTag()]));
  },

  async decrypt(algorithm: unknown, secretKey: unknown, data: unknown) {
    await Promise.resolve();
    const { iv, additionalData } = gcm.parse(algorithm);
    const ciphertext = bytes.parse(data);
    const cipher = createDecipheriv('aes-256-gcm', key.parse(secretKey).secret, iv);
    cipher.setAAD(additionalData);
    cipher.setAuthTag(ciphertext.subarray(-AUTH_TAG_BYTES));
    return copy(
      Buffer.concat([cipher.update(ciphertext.subarray(0, -AUTH_TAG_BYTES)), cipher.final()]),
    );
  },
};

/** Copies the bytes to a new `ArrayBuffer`, because small `Buffer`s share one. */
const copy = (data: Uint8Array): ArrayBuffer => Uint8Array.from(data).buffer;

let nextRandom: () => number = () => 0;

function fillRandom(array: Uint8Array): Uint8Array {
  for (let index = 0; index < array.length; index++) array[index] = nextRandom() * 256;
  return array;
}

Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle });
Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: fillRandom });

/** Replaces the source of WebCrypto's random bytes. */
export function seedWebCrypto(next: () => number): void {
  nextRandom = next;
}

/** Derives a shopper's key pair from its number, because generating one costs more than a whole run. */
export function shopperKeyPair(number: number): KeyPair {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(createHash('sha256').update(`shopper ${number}`).digest());
  const point = curve.getPublicKey();
  const text = (part: Buffer) => part.toString('base64url');
  const publicJwk = {
    kty: 'EC',
    crv: EC_ALGORITHM.namedCurve,
    x: text(point.subarray(1, 33)),
    y: text(point.subarray(33)),
  };
  const privateKey = createPrivateKey({
    key: { ...publicJwk, d: text(curve.getPrivateKey()) },
    format: 'jwk',
  });
  return {
    alg: 'ES256',
    publicKey: new SimulatedKey('public', EC_ALGORITHM, ['verify'], createPublicKey(privateKey)),
    privateKey: new SimulatedKey('private', EC_ALGORITHM, ['sign'], privateKey),
  };
}
