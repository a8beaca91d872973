// Group commit: callers that arrive together share one transaction. A group is whatever arrived in one turn of the event loop,
// or while the group before it was being written; there is no timer.

/** The queue is full: more work arrives than can be written. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

export interface GroupQueueOptions<Item, Result> {
  /** Does the work of a group; one result for each item, in order. An Error as a result rejects that item alone. */
  readonly run: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>;
  readonly groupLimit: number;
  readonly queueLimit: number;
  /** While the first in the queue has waited for longer than this, nobody else is let in whom the next group does not take along. */
  readonly waitLimitMs?: number;
  readonly now?: () => number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly since: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export class GroupQueue<Item, Result> {
  readonly #options: GroupQueueOptions<Item, Result>;
  readonly #now: () => number;
  #waiting: Waiting<Item, Result>[] = [];
  #running = false;
  /** The next group, until it begins. */
  #next: NodeJS.Immediate | undefined;

  constructor(options: GroupQueueOptions<Item, Result>) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** How many items wait for their group. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Whether `push` would refuse now. */
  get isFull(): boolean {
    const { groupLimit, queueLimit, waitLimitMs = Number.POSITIVE_INFINITY } = this.#options;
    const { length } = this.#waiting;
    if (length >= queueLimit) return true;
    const first = this.#waiting[0];
    return length >= groupLimit && first !== undefined && this.#now() - first.since > waitLimitMs;
  }

  /** @returns the item's result, after its group was committed. @throws QueueFull at once. */
  push(item: Item): Promise<Result> {
    if (this.isFull) return Promise.reject(new QueueFull('the queue is full'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, since: this.#now(), resolve, reject });
      if (!this.#running) this.#schedule();
      // A full group waits for nobody. Under an overload the turn of the event loop goes on for as long as there is something to read,
      // and that would be for seconds.
      else if (this.#next !== undefined && this.#waiting.length >= this.#options.groupLimit) this.#begin();
    });
  }

  #schedule(): void {
    this.#running = true;
    // setImmediate comes after the sockets of this turn were read, so that everything which arrived goes along.
    this.#next = setImmediate(() => this.#begin());
  }

  #begin(): void {
    clearImmediate(this.#next);
    this.#next = undefined;
    void this.#runGroup();
  }

  async #runGroup(): Promise<void> {
    const { groupLimit } = this.#options;
    const group = this.#waiting.splice(0, groupLimit);
    let hasTurned = false;
    setImmediate(() => {
      hasTurned = true;
    });
    try {
      const results = await this.#options.run(group.map(({ item }) => item));
      if (results.length !== group.length)
        throw new Error(`${results.length} results for ${group.length} items`);
      for (const [index, { resolve, reject }] of group.entries()) {
        const result = results[index];
        if (result instanceof Error) reject(result);
        else resolve(result as Result);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    if (this.#waiting.length === 0) this.#running = false;
    // A full group waits for nobody, as in push: there may be no push, when whoever comes is turned away. Only work that never left this turn
    // lets the others have the next one.
    else if (hasTurned && this.#waiting.length >= groupLimit) this.#begin();
    else this.#schedule();
  }
}
