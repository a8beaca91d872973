import { createDisk, type Disk } from './disk.ts';
import { simulate } from './run.ts';
import { type Sabotage, sabotages } from './sabotage.ts';

let disk: Disk;
beforeAll(async () => {
  disk = await createDisk();
});
afterAll(() => disk.close());

/** @returns after how many seeds, or undefined */
async function seedsToFind(sabotage: Sabotage, sign: RegExp, limit: number): Promise<number | undefined> {
  for (let seed = 1; seed <= limit; seed += 1) {
    const { problems } = await simulate(seed, disk, sabotage);
    if (problems.some((problem) => sign.test(problem))) return seed;
  }
  return undefined;
}

it.each(sabotages)(
  'finds %s',
  async (_, sabotage, sign, limit) => {
    expect(await seedsToFind(sabotage, sign, limit)).toBeDefined();
  },
  120_000,
);
