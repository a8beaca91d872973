// How the free calls are divided among channels.

export interface Demand {
  /** Lanes of the channel that are being worked on. */
  readonly inFlight: number;
  /** Lanes that could be taken now. */
  readonly ready: number;
}

/**
 * One lane for each channel in turn. A channel never gets to hold more than stay free for the others, so that however many
 * of them are slow, the next one finds a place at once.
 * @param alone there is only one channel, so nothing need be kept free
 * @returns how many lanes each channel may take
 */
export function allot(demands: readonly Demand[], free: number, alone: boolean): number[] {
  const given = demands.map(() => 0);
  let left = free;
  for (let before = -1; before !== left; ) {
    before = left;
    for (const [index, { inFlight, ready }] of demands.entries()) {
      const mine = given[index] ?? 0;
      const holds = inFlight + mine;
      if (left === 0 || mine >= ready || !(alone || holds < left)) continue;
      given[index] = mine + 1;
      left -= 1;
    }
  }
  return given;
}
