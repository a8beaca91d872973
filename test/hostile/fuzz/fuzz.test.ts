// Every route, asked for anything by callers with good credentials, twenty times in each of two rounds (LONG=1: for ten minutes). SEED=… plays a run again.
import { doorsOf } from '../../kit/doors.ts';
import { isLong } from '../../kit/long.ts';
import { fuzz } from './fuzz.ts';
import { openTown } from './town.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000_000);
const longMs = 600_000;

it(
  'answers whatever is asked, and changes nothing when it refuses',
  async () => {
    const town = await openTown();
    const until = performance.now() + longMs;
    const goesOn = (rounds: number) => (isLong ? performance.now() < until : rounds < 2);
    const report = await fuzz(town, doorsOf(town.visits.server.context), { seed, goesOn });
    console.info(`fuzz: ${report.calls} calls in ${report.rounds} rounds, seed ${seed}`);
    const shut = [...report.done].filter(([, count]) => count === 0).map(([key]) => key);
    expect(shut).toEqual([]);
  },
  isLong ? longMs * 2 : 120_000,
);
