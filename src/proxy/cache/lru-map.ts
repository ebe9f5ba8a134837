/** A map that drops the least recently used entry beyond `maxEntries`. */
export class LruMap<K, V> {
  readonly #maxEntries: number;
  /** the least recently used first */
  readonly #entries = new Map<K, V>();

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [leastRecentKey] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries && leastRecentKey !== undefined)
      this.#entries.delete(leastRecentKey);
  }

  values(): Iterable<V> {
    return this.#entries.values();
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}
