// Chance that happens the same way again: the same seed throws the same dice.

export interface Dice {
  /** From 0 to below 1. */
  roll(): number;
  chance(probability: number): boolean;
  /** @returns undefined only of an empty list */
  pick<Value>(values: readonly Value[]): Value | undefined;
  /** A few of them, each once. */
  some<Value>(values: readonly Value[], most: number): Value[];
}

/** A 32-bit generator (mulberry32): enough to choose what a till does next. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(roll() * values.length)];
  return {
    roll,
    chance: (probability) => roll() < probability,
    pick,
    some(values, most) {
      const count = Math.floor(roll() * (most + 1));
      return [...new Set(Array.from({ length: count }, () => pick(values)))].filter(
        (value) => value !== undefined,
      );
    },
  };
}
