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
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export class GroupQueue<Item, Result> {
  readonly #options: GroupQueueOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #running = false;

  constructor(options: GroupQueueOptions<Item, Result>) {
    this.#options = options;
  }

  /** How many items wait for their group. */
  get length(): number {
    return this.#waiting.length;
  }

  /** @returns the item's result, after its group was committed. @throws QueueFull at once. */
  push(item: Item): Promise<Result> {
    if (this.#waiting.length >= this.#options.queueLimit)
      return Promise.reject(new QueueFull('the queue is full'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#running) this.#schedule();
    });
  }

  #schedule(): void {
    this.#running = true;
    // setImmediate comes after the sockets of this turn were read, so that everything which arrived goes along.
    setImmediate(() => void this.#runGroup());
  }

  async #runGroup(): Promise<void> {
    const group = this.#waiting.splice(0, this.#options.groupLimit);
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
    if (this.#waiting.length > 0) this.#schedule();
    else this.#running = false;
  }
}
