// `copy`: moves the whole database into another one.
import type { Command, CommandOptions } from 'commander';
import { readSettings, type Settings } from '../settings/settings.ts';
import { variables } from '../settings/variables.ts';
import { type CopyReport, copyStore } from '../store/copy/copy.ts';
import { existingFile } from '../store/embedded.ts';
import { openStore } from '../store/open.ts';
import type { Answer, Cli } from './command.ts';
import { copyProgress } from './copy-progress.ts';
import { UsageError } from './failure.ts';
import { table } from './output.ts';
import { field, unquoted, wholeNumber } from './values.ts';

interface CopyOptions {
  readonly to: string;
  readonly buckets?: number;
}

export function copyCommand(parent: Command, cli: Cli, options: CommandOptions = {}): void {
  parent
    .command('copy', options)
    .description(
      'Copies the database into an empty PostgreSQL database and compares both; no server may run. Run again, it goes on where it was.',
    )
    .requiredOption(
      '--to <url>',
      'postgres://user:password@host:port/database; the password may be in PGPASSWORD',
      unquoted('--to', field(variables.databaseUrl.schema)),
    )
    .option(
      '--buckets <number>',
      'how many buckets users are spread over there; otherwise as here',
      wholeNumber(1, 1_024),
    )
    .action(async ({ to, buckets }: CopyOptions) => {
      const settings = readSettings(cli.io.env);
      if (settings.databaseUrl === to)
        throw new UsageError('the source, DATABASE_URL, and the target are the same database');
      cli.print(copyAnswer(await copyTo(cli, settings, to, buckets)));
    });
}

async function copyTo(
  cli: Cli,
  settings: Settings,
  to: string,
  buckets: number | undefined,
): Promise<CopyReport> {
  if (settings.databaseUrl === undefined) existingFile(settings.dataDir);
  const patient = { statementTimeoutMs: 0 };
  await using open = new AsyncDisposableStack();
  const source = open.adopt(await openStore(settings, patient), (database) => database.close());
  const target = open.adopt(await openStore({ ...settings, databaseUrl: to }, patient), (database) =>
    database.close(),
  );
  // Awaited here: both are closed when this returns.
  return await copyStore(source, target, { buckets, now: Date.now, onProgress: copyProgress(cli.io.stderr) });
}

function copyAnswer({ buckets, tables }: CopyReport): Answer {
  const wrong = tables.find(({ firstDifference }) => firstDifference !== undefined);
  const rows = tables.reduce((sum, { wanted }) => sum + wanted.rows, 0);
  return {
    json: {
      ok: wrong === undefined,
      buckets,
      tables: tables.map(({ table: name, wanted, present, firstDifference }) => ({
        table: name,
        source: wanted,
        target: present,
        first_difference: firstDifference,
      })),
    },
    text: [
      table(
        ['table', 'rows', 'sha256'],
        tables.map(({ table: name, present }) => [name, String(present.rows), present.sha256]),
      ),
      '',
      wrong === undefined
        ? `Both sides are the same: ${rows} rows. Start the server with DATABASE_URL; put the old database aside, so that nothing starts there by mistake.`
        : `${wrong.table} is not the same: the first row that differs is ${JSON.stringify(wrong.firstDifference)} (${wrong.wanted.rows} rows expected, ${wrong.present.rows} found). Make the target anew and copy again.`,
    ].join('\n'),
    exitCode: wrong === undefined ? 0 : 2,
  };
}
