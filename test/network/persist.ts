// How peers bear a bad network: they ask again until they are answered.
import { pause } from '../kit/pause.ts';

/** Fewer than any outage lasts, more than a machine needs to do something else between. */
const waitMs = [10, 60] as const;

export interface Persisted<Answer> {
  readonly answer: Answer;
  /** How often it was asked for, the last time included. */
  readonly asked: number;
}

/**
 * @param ask what one attempt was told; undefined where that says nothing about what happened
 * @param goOn asked before each further attempt
 * @returns undefined where nobody was patient enough
 */
export async function persist<Answer>(
  ask: (attempt: number) => Promise<Answer | undefined>,
  goOn: () => boolean,
): Promise<Persisted<Answer> | undefined> {
  for (let asked = 1; asked === 1 || goOn(); asked += 1) {
    const answer = await ask(asked).catch(() => undefined);
    if (answer !== undefined) return { answer, asked };
    await pause(waitMs[0] + Math.random() * (waitMs[1] - waitMs[0]));
  }
  return undefined;
}
