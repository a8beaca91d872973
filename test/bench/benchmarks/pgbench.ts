// The claim desk without HTTP, beside pgbench running the textbook's transaction on the same server and the same tables.
import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Benchmark, Lab } from '../lab.ts';
import type { DeskResult } from '../processes/claim-desk.ts';
import { countCell, goalCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { runProcess } from '../servers/run.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore, type Store } from '../stores/store.ts';

const head = ['callers', 'pgbench /s', 'claim desk /s', 'ratio', 'goal'];

export const pgbench: Benchmark = {
  name: 'pgbench',
  title: 'The claim desk and pgbench',
  async run(lab) {
    const program = findPgbench();
    const store = await openStore(lab, 'postgres');
    const desk = () => askDesk(lab, store);
    if (program === undefined) {
      const { desk: alone } = await takeTurns(lab.sizes.rounds, { desk }, lab.say);
      const row = [
        String(lab.sizes.connections),
        'not installed',
        countCell(median(alone)),
        '–',
        goalCell(Number.NaN, undefined),
      ];
      return { tables: [{ head, rows: [row] }], notes: [howToInstall], raw: { desk: alone } };
    }
    const other = await openStore(lab, 'postgres');
    const measured = await takeTurns(
      lab.sizes.rounds,
      { pgbench: () => runPgbench(lab, program, other), desk },
      lab.say,
    );
    const ratio = ratioOf(measured.desk, measured.pgbench);
    const row = [
      String(lab.sizes.connections),
      countCell(median(measured.pgbench)),
      countCell(median(measured.desk)),
      ratioCell(ratio),
      goalCell(ratio.median, { atLeast: 8 }),
    ];
    return { tables: [{ head, rows: [row] }], raw: measured };
  },
};

const howToInstall =
  'pgbench was not found, so its side is left out: `apt-get install postgresql-contrib` (Debian), or put it on PATH.';

function findPgbench(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pgbench'));
  return [...globSync('/usr/lib/postgresql/*/bin/pgbench').sort().reverse(), ...onPath].find((path) =>
    existsSync(path),
  );
}

async function askDesk({ sizes }: Lab, { env }: Store): Promise<number> {
  const order = { callers: sizes.connections, claims: sizes.claims };
  return (await runProcess<DeskResult>('claim-desk', order, { env })).perSecond;
}

/** The median of its seconds, but for the first ones. */
async function runPgbench({ sizes }: Lab, program: string, { env }: Store): Promise<number> {
  const { seconds, warmUpSeconds } = sizes.pgbench;
  const options = ['--no-vacuum', '--protocol=prepared', '--file=test/bench/textbook/pgbench.sql'];
  const load = [`--client=${sizes.connections}`, '--jobs=2', `--time=${seconds}`, '--progress=1'];
  const { stderr } = await promisify(execFile)(program, [...options, ...load, env['DATABASE_URL'] ?? '']);
  const perSecond = [...stderr.matchAll(/^progress: [\d.]+ s, ([\d.]+) tps/gm)].map(([, tps]) => Number(tps));
  if (perSecond.length <= warmUpSeconds) throw new Error(`pgbench: ${stderr}`);
  return median(perSecond.slice(warmUpSeconds));
}
