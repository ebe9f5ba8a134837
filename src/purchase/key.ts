/**
 * The key that signs for this browser: P-256, made here, and never to be read out again. It is kept
 * in IndexedDB, the one storage that takes keys as they are.
 */

const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const DATABASE = 'etalase';
const KEYS = 'keys';

/** ms; after a crash some browsers leave IndexedDB without any answer. */
const PATIENCE = 3_000;

/**
 * The same key for the same name, in every tab and on every visit. Where IndexedDB does not work,
 * as in some private windows, it is a key of this page's life.
 *
 * @param databases may throw
 */
export async function openKey(
  name: string,
  databases = () => indexedDB,
  wait = untilOver,
): Promise<CryptoKeyPair> {
  const silence = async () => {
    await wait(PATIENCE);
    throw new Error('IndexedDB is silent');
  };
  try {
    return await Promise.race([keepKey(name, databases()), silence()]);
  } catch {
    return makeKey();
  }
}

const untilOver = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const makeKey = () => crypto.subtle.generateKey(P256, false, ['sign']);

async function keepKey(name: string, databases: IDBFactory): Promise<CryptoKeyPair> {
  const opening = databases.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(KEYS);
  const database = await result(opening);
  const keys = (mode: IDBTransactionMode) => database.transaction(KEYS, mode).objectStore(KEYS);
  try {
    const known: unknown = await result(keys('readonly').get(name));
    if (isPair(known)) return known;
    // Made first: a transaction does not wait for anything but its own requests.
    const made = await makeKey();
    const store = keys('readwrite');
    // Writing transactions run one after another: the tab that comes second finds the first's key.
    const first: unknown = await result(store.get(name));
    if (isPair(first)) return first;
    await result(store.put(made, name));
    return made;
  } finally {
    database.close();
  }
}

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });

const isPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' &&
  value !== null &&
  'privateKey' in value &&
  value.privateKey instanceof CryptoKey &&
  'publicKey' in value &&
  value.publicKey instanceof CryptoKey;
