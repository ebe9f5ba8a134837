/** A map that stays small whoever fills it: beyond `most` entries the longest unused goes. */
export class Recent<K, V> {
  readonly #most: number;
  /** the longest unused first */
  readonly #entries = new Map<K, V>();

  constructor(most: number) {
    this.#most = most;
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
    const [unused] = this.#entries.keys();
    if (this.#entries.size > this.#most && unused !== undefined) this.#entries.delete(unused);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }
}
