/**
 * This browser's signing key: P-256, generated here and not extractable. Stored in IndexedDB, the only
 * storage that takes `CryptoKey` objects.
 */

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const DATABASE_NAME = 'etalase';
const STORE_NAME = 'keys';

/** After a crash some browsers never answer IndexedDB requests. */
const INDEXED_DB_TIMEOUT_MS = 3_000;

/**
 * Returns the same key for the same name, in every tab and on every visit. Where IndexedDB does not
 * work, as in some private windows, the key lasts as long as the page.
 *
 * @param openFactory may throw
 */
export async function openSigningKey(
  name: string,
  openFactory = () => indexedDB,
  delay = delayMs,
): Promise<CryptoKeyPair> {
  const rejectAfterTimeout = async () => {
    await delay(INDEXED_DB_TIMEOUT_MS);
    throw new Error('IndexedDB is silent');
  };
  try {
    return await Promise.race([loadOrCreateKey(name, openFactory()), rejectAfterTimeout()]);
  } catch {
    return generateKey();
  }
}

const delayMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const generateKey = () => crypto.subtle.generateKey(P256, false, ['sign']);

async function loadOrCreateKey(name: string, factory: IDBFactory): Promise<CryptoKeyPair> {
  const opening = factory.open(DATABASE_NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE_NAME);
  const database = await resultOf(opening);
  const objectStore = (mode: IDBTransactionMode) =>
    database.transaction(STORE_NAME, mode).objectStore(STORE_NAME);
  try {
    const existing: unknown = await resultOf(objectStore('readonly').get(name));
    if (isKeyPair(existing)) return existing;
    // Generated before the transaction, which commits as soon as it has no pending request.
    const created = await generateKey();
    const store = objectStore('readwrite');
    // Write transactions run one at a time: the second tab finds the first one's key.
    const concurrent: unknown = await resultOf(store.get(name));
    if (isKeyPair(concurrent)) return concurrent;
    await resultOf(store.put(created, name));
    return created;
  } finally {
    database.close();
  }
}

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

const isKeyPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' &&
  value !== null &&
  'privateKey' in value &&
  value.privateKey instanceof CryptoKey &&
  'publicKey' in value &&
  value.publicKey instanceof CryptoKey;
