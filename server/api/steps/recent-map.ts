// A map that forgets its older half rather than grow: two generations of so many keys each are kept.

export class RecentMap<Value> {
  readonly #generation: number;
  #recent = new Map<string, Value>();
  #older = new Map<string, Value>();

  constructor(generation: number) {
    this.#generation = generation;
  }

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  get(key: string): Value | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  /** What is set again is not old any more. */
  set(key: string, value: Value): void {
    if (!this.#recent.has(key)) {
      this.#older.delete(key);
      if (this.#recent.size >= this.#generation) {
        this.#older = this.#recent;
        this.#recent = new Map();
      }
    }
    this.#recent.set(key, value);
  }
}
