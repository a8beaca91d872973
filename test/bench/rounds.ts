// Sides of a comparison take turns, so that a machine which slows down for a while slows all of them down.

export type Sides<Name extends string, Result> = Readonly<Record<Name, () => Promise<Result>>>;

/**
 * One round to warm up, which is thrown away, then as many as asked for. Every second round goes through the sides backwards:
 * none of them always comes right after the same other one.
 * @returns what each side measured, one for each round
 */
export async function takeTurns<Name extends string, Result>(
  rounds: number,
  sides: Sides<Name, Result>,
  say: (progress: string) => void = () => undefined,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(sides) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Result[]>;
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const result = await sides[name]();
      if (round > 0) measured[name].push(result);
    }
  }
  return measured;
}
