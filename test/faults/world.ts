// A store on a disk that fails, the server on it, and what is looked at when all is over.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { readSettings } from '../../server/settings/settings.ts';
import { openStore } from '../../server/store/open.ts';
import { testContext } from '../kit/context.ts';
import { runProgram, type ServerProcess } from '../kit/process.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { runningStock } from '../kit/stocks.ts';
import { tempDir } from '../kit/temp-dir.ts';
import type { Claims } from './claims.ts';

export interface FaultWorld {
  /** The database file, and its log. */
  readonly file: string;
  readonly log: string;
  /** A server of its own, killed after the test. @param program below the project's folder */
  serve(program?: string): Promise<ServerProcess>;
  /** Everything that is wrong, in words; while nobody serves. */
  problems(claims: Claims): Promise<string[]>;
}

/** Demo mode with the stock `lasting`. */
export async function faultWorld(dataDir = tempDir()): Promise<FaultWorld> {
  const env = { ...quiet, DATA_DIR: dataDir };
  const context = await testContext({ dataDir, env });
  await runningStock(context, { stock_id: 'lasting', max_coupons: 1_000_000 });
  await context.close();
  const file = join(dataDir, 'chelian.db');
  return {
    file,
    log: `${file}-wal`,
    serve: (program) => startServerProcess(env, program),
    async problems(claims) {
      return [...damage(file), ...(await doctor(env)), ...(await contradictions(env, claims))];
    },
  };
}

/** Nobody but the callers has anything to write. */
const quiet = {
  PORT: '0',
  SIMULATOR_PORT: '0',
  LOG_LEVEL: 'silent',
  SWEEP_INTERVAL_MS: '60000',
  DELIVERY_POLL_MS: '5000',
  DRAIN_GRACE_MS: '0',
  ALLOW_PRIVATE_CALLBACKS: '1',
};

function damage(file: string): string[] {
  const database = new DatabaseSync(file);
  const found = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
  database.close();
  return found.map((row) => row.integrity_check).filter((text) => text !== 'ok');
}

async function doctor(env: NodeJS.ProcessEnv): Promise<string[]> {
  const { code, stdout } = await runProgram(['server/cli.ts', '--json', 'doctor'], env);
  return code === 0 ? [] : [`doctor: ${stdout}`];
}

async function contradictions(env: NodeJS.ProcessEnv, { oracle }: Claims): Promise<string[]> {
  const database = await openStore(readSettings(env));
  const problems = await oracle.verify(database).finally(() => database.close());
  // Nobody listens to the callbacks here.
  return problems.filter((problem) => !/^event .* is pending$/.test(problem));
}
