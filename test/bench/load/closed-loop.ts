// A crowd of a fixed size: each caller asks again as soon as it is answered.

/** One for each caller: makes the exchange of that index. */
export type Exchange = (index: number) => Promise<void>;

/** @returns how long each exchange took, in ms */
export async function closedLoop(
  callers: readonly Exchange[],
  count: number,
  now: () => number,
): Promise<Float64Array> {
  const latencies = new Float64Array(count);
  let next = 0;
  await Promise.all(
    callers.map(async (exchange) => {
      for (let index = next++; index < count; index = next++) {
        const sentAt = now();
        await exchange(index);
        latencies[index] = now() - sentAt;
      }
    }),
  );
  return latencies;
}
