// The stocks that benchmarks claim from.

/** @param index 0 is the hot one, which every prepared database has */
export const stockIdOf = (index: number): string => `bench-${index}`;
export const hotStockId = stockIdOf(0);
