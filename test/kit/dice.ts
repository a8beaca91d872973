// All chance of a run comes from its seed. Each name has a stream of its own, so that one part's draws do not shift another's.
import { createHash } from 'node:crypto';

export interface Dice {
  /** From 0 to 1, as Math.random. */
  next(): number;
  below(count: number): number;
  /** Whole, both ends included. */
  between(from: number, to: number): number;
  /** Whole as well; small ones are as likely as large ones are in all. */
  magnitude(most: number): number;
  chance(probability: number): boolean;
  pick<const Item>(items: readonly [Item, ...Item[]]): Item;
}

export function createDice(seed: number, name: string): Dice {
  const next = stream(`${seed} ${name}`);
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    between: (from, to) => from + below(to - from + 1),
    magnitude: (most) => Math.floor(Math.exp(next() * Math.log(most + 1))) - 1,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
}

/** sfc32, begun with a hash of the text. */
function stream(text: string): () => number {
  const hash = createHash('sha256').update(text).digest();
  let a = hash.readUInt32LE(0);
  let b = hash.readUInt32LE(4);
  let c = hash.readUInt32LE(8);
  let counter = hash.readUInt32LE(12);
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
}
