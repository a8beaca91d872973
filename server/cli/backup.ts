// `backup`: the embedded database as one file, while the server works.
import type { Command } from 'commander';
import { readSettings } from '../settings/settings.ts';
import { type Backup, backUp } from '../store/backup.ts';
import type { Cli } from './command.ts';
import { UsageError } from './failure.ts';
import { optionalTime, sizeWords, timeWords } from './words.ts';

export function backupCommand(program: Command, cli: Cli): void {
  program
    .command('backup')
    .description(
      'Writes the embedded database into one file, while the server works. Exits 2 if its sums disagree.',
    )
    .argument('<file>', 'the file to make; one that exists is not overwritten')
    .action(async (file: string) => {
      const { databaseUrl, dataDir } = readSettings(cli.io.env);
      if (databaseUrl !== undefined) {
        throw new UsageError(
          'backup is for the embedded database: PostgreSQL has its own means, which doc/operations.md shows under "Backup and restore"',
        );
      }
      const backup = await backUp(dataDir, file);
      const { bytes, migration, coupons, newestAt, miscounted } = backup;
      cli.print({
        json: {
          ok: miscounted === 0,
          file,
          bytes,
          migration,
          coupons,
          newest_at: optionalTime(newestAt),
          miscounted,
        },
        text: backupText(file, backup),
        exitCode: miscounted === 0 ? 0 : 2,
      });
    });
}

function backupText(file: string, { bytes, coupons, newestAt, miscounted }: Backup): string {
  const until = newestAt === undefined ? '' : `, the latest entry of ${timeWords(newestAt)}`;
  return [
    `${file}: ${sizeWords(bytes)}, ${coupons} coupons${until}. It was read through and is whole.`,
    ...(miscounted > 0
      ? [
          `But ${miscounted} counters do not agree with the coupons, in the store as in its backup: run "doctor".`,
        ]
      : []),
    'The master key is not in it. Keep the key elsewhere: without it, secrets and phone numbers cannot be opened.',
  ].join('\n');
}
