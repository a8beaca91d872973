// The model notices rules that are wrong in the store. One engine is enough to show what the model sees.
import * as fc from 'fast-check';
import { everyDay } from './model/every-day.ts';
import { faults, spoilt } from './model/faults.ts';
import { openWorld } from './model/world.ts';

test.each(Object.entries(faults))(
  'notices %s',
  async (_, spoil) => {
    const world = await openWorld();
    const database = spoilt(world.useCases.database, spoil);
    const broken = { ...world, useCases: { ...world.useCases, database } };
    const found = await fc.check(everyDay(broken), { numRuns: 1_000, endOnFailure: true });
    expect(found).toMatchObject({ failed: true });
  },
  120_000,
);
