// Asks every door for anything, correctly signed, as often as the box says. A refused call must change nothing, and every door must have
// let a call through at least once: otherwise only its lock was tried.
import fc from 'fast-check';
import type { Door } from '../../kit/doors.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import { RawJson } from '../../kit/signed.ts';
import { callDoor } from './call.ts';
import { type Edit, edited, editsOf } from './edits.ts';
import { fieldsOf } from './fields.ts';
import { lookAt, lookAtPrototypes } from './look.ts';
import type { Town } from './town.ts';
import { validFor } from './valid.ts';

export interface FuzzReport {
  readonly calls: number;
  readonly rounds: number;
  /** How many calls each door has let through. */
  readonly done: ReadonlyMap<string, number>;
}

export interface FuzzBox {
  readonly seed: number;
  /** Asked once every door was asked, before each door: whether there is to be more. @param rounds how many are over */
  readonly goesOn: (rounds: number) => boolean;
  /** So many calls of each door in a round. */
  readonly numRuns?: number;
  /** Far longer than any answer takes. */
  readonly hangsMs?: number;
  /** The first call that shows a problem is told, in place of the smallest. */
  readonly endOnFailure?: boolean;
}

/** @throws what fast-check says of a call that shows a problem, with its seed and path, and the door */
export async function fuzz(town: Town, doors: readonly Door[], box: FuzzBox): Promise<FuzzReport> {
  const done = new Map(doors.map(({ key }) => [key, 0]));
  let calls = 0;
  let rounds = 0;
  const goesOn = () => rounds === 0 || box.goesOn(rounds);
  while (goesOn()) {
    for (const door of doors) {
      if (!goesOn()) break;
      const property = fc.asyncProperty(editsOf(fieldsOf(door), Object.keys(town.things)), async (edits) => {
        calls += 1;
        if (await ask(town, door, edits, box.hangsMs)) done.set(door.key, (done.get(door.key) ?? 0) + 1);
      });
      // Examples first: the call as it should be.
      const seed = box.seed + rounds;
      await fc
        .assert(property, {
          seed,
          numRuns: box.numRuns ?? 20,
          examples: [[[]]],
          interruptAfterTimeLimit: 60_000,
          endOnFailure: box.endOnFailure ?? false,
        })
        .catch((error: Error) => {
          const why = error.cause instanceof Error ? error.cause.message : '';
          throw new Error(`${door.key}, seed ${seed}: ${error.message}\n${why}`, { cause: error });
        });
    }
    rounds += 1;
  }
  return { calls, rounds, done };
}

async function ask(town: Town, door: Door, edits: readonly Edit[], hangsMs = 20_000): Promise<boolean> {
  await town.pass();
  const before = await town.inventory();
  const members = edited(fieldsOf(door), validFor(town, door), edits);
  const answer = await answered(callDoor(town, door, harmless(door, members)), hangsMs);
  lookAtPrototypes();
  const isDone = lookAt(door, answer);
  const after = await town.inventory();
  if (!isDone && JSON.stringify(after) !== JSON.stringify(before))
    throw new Error(
      `refused, and changed ${JSON.stringify(before)} to ${JSON.stringify(after)}: ${answer.text}`,
    );
  return isDone;
}

/** A coupon that is watched at its own version keeps the caller waiting, as it should. */
function harmless(door: Door, members: Map<string, unknown>): Map<string, unknown> {
  const given = members.get('version');
  const text = given instanceof RawJson ? given.text : given;
  // What is no number is refused at once; some objects cannot even be made one.
  const version = typeof text === 'object' ? Number.NaN : Number(text);
  if (door.key.endsWith('/watch') && version < 1_000) members.set('version', 1_000 + version);
  return members;
}

function answered(answer: Promise<HttpAnswer>, hangsMs: number): Promise<HttpAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), hangsMs);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
