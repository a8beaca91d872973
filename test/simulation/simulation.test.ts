import { isLong } from '../kit/long.ts';
import { createDisk, type Disk } from './disk.ts';
import { simulate } from './run.ts';

const only = process.env['SEED'];
const runs = isLong ? 20_000 : 300;
const seeds = only === undefined ? Array.from({ length: runs }, (_, index) => index + 1) : [Number(only)];

let disk: Disk;
beforeAll(async () => {
  disk = await createDisk();
});
afterAll(() => disk.close());

/** What went wrong, and how to see it again; undefined: nothing. */
async function report(seed: number): Promise<string | undefined> {
  const { problems, journal } = await simulate(seed, disk);
  const isGood = problems.length === 0;
  if (isGood && only === undefined) return undefined;
  const how = `SEED=${seed} (hash ${journal.hash()}, log ${journal.save(`seed-${seed}`)})`;
  if (!isGood) return [how, ...problems].join('\n  ');
  // Whoever asks for one seed wants to read its log.
  console.log(how);
  return undefined;
}

it(
  `leaves the peers with our state: ${seeds.length} seeds`,
  async () => {
    const failed: string[] = [];
    for (const seed of seeds) {
      const said = await report(seed);
      if (said !== undefined) failed.push(said);
      // Three are enough to look at.
      if (failed.length === 3) break;
    }
    expect(failed.join('\n')).toBe('');
  },
  isLong ? 10_800_000 : 300_000,
);

it.each([1, 2, 3, 4, 5])(
  'does the same again: seed %i',
  async (seed) => {
    const first = await simulate(seed, disk);
    const second = await simulate(seed, disk);
    expect(second.journal.hash()).toBe(first.journal.hash());
    expect((await simulate(seed + 1, disk)).journal.hash()).not.toBe(first.journal.hash());
  },
  120_000,
);
