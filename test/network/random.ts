// Numbers that look random and depend on a seed alone, so that what was drawn once can be drawn again.

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  /** A whole number as well; small ones are as likely as large ones are in all. */
  magnitude(most: number): number;
  chance(share: number): boolean;
  oneOf<const Item>(items: readonly [Item, ...Item[]]): Item;
}

/** @param path what the numbers are for: other purposes draw other numbers from the same seed */
export function seededRandom(seed: number, ...path: readonly (string | number)[]): Random {
  let state = hash([seed, ...path].join(':'));

  /** Weyl sequence, mixed: 32 bits of state are plenty for one connection. */
  function next(): number {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  }

  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    between,
    magnitude: (most) => Math.floor(Math.exp(next() * Math.log(most + 1))) - 1,
    chance: (share) => next() < share,
    oneOf: (items) => items[between(0, items.length - 1)] ?? items[0],
  };
}

function hash(text: string): number {
  let value = 0;
  for (let index = 0; index < text.length; index += 1)
    value = mix((value ^ text.charCodeAt(index)) + 0x9e3779b9);
  return value;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
