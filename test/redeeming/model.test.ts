// Redeeming against a model of its own rules: whatever happens in whichever order, each answer and all that is written down is what the
// rules say. More days, or one again: MODEL_RUNS=100000, and the seed and path that a failure prints as FAST_CHECK='{"seed":…,"path":"…"}'.
import * as fc from 'fast-check';
import { disagreements } from '../kit/disagreements.ts';
import { everyDay } from './model/every-day.ts';
import { openWorld } from './model/world.ts';

// The rules are the same on every engine, and a day takes a server longer.
const usual = globalThis.TEST_ENGINE === 'postgres' ? 100 : 1_000;
const numRuns = Number(process.env['MODEL_RUNS'] ?? usual);

test(`does what the rules say on ${numRuns} days`, async () => {
  const world = await openWorld();
  await fc.assert(everyDay(world), { numRuns, ...JSON.parse(process.env['FAST_CHECK'] ?? '{}') });
  expect(await disagreements(world.context.database.read)).toEqual([]);
}, 600_000);
