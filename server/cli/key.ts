// `key`: the master keys that what is stored is sealed under. No key is ever shown, only what names it.
import type { Command } from 'commander';
import { countSealed } from '../store/sql/sealed-values.ts';
import { resealAll } from '../usecase/reseal.ts';
import type { Answer, Cli } from './command.ts';
import { table } from './output.ts';

export function keyCommands(program: Command, cli: Cli): void {
  const key = program.command('key').description('Manages the master keys that secrets are sealed with.');

  key
    .command('list')
    .description('Lists the keys by what names them, and how much each of them has sealed.')
    .action(() =>
      cli.withStore(async ({ database, seal }) => {
        const counts = await countSealed(database.read);
        return listed(new Map([[seal.keyId, 0], ...counts]), seal.keyId);
      }),
    );

  key
    .command('rotate')
    .description(
      'Seals everything anew with MASTER_KEY that one of MASTER_KEYS_OLD has sealed. Interrupted, it goes on when it is called again.',
    )
    .action(() =>
      cli.withStore(async (context) => {
        const { resealed, unopened } = await resealAll({ ...context.useCases, ...context });
        return {
          json: { key_id: context.seal.keyId, resealed, unopened },
          text: [`Sealed anew with key ${context.seal.keyId}: ${resealed}.`, ...problem(unopened)].join('\n'),
          exitCode: unopened.length === 0 ? 0 : 2,
        };
      }),
    );
}

const shownAtMost = 20;

const problem = (unopened: readonly string[]): string[] =>
  unopened.length === 0
    ? []
    : [
        `Phone numbers that none of the keys opens: ${unopened.length}; is a key missing in MASTER_KEYS_OLD?`,
        ...unopened.slice(0, shownAtMost).map((name) => `  ${name}`),
      ];

function listed(counts: ReadonlyMap<string, number>, current: string): Answer {
  const rows = [...counts].map(([keyId, sealed]) => ({ keyId, sealed, isCurrent: keyId === current }));
  return {
    json: rows.map((row) => ({ key_id: row.keyId, current: row.isCurrent, sealed: row.sealed })),
    text: table(
      ['KEY', 'STATE', 'SEALED'],
      rows.map((row) => [row.keyId, row.isCurrent ? 'current' : 'older', String(row.sealed)]),
    ),
  };
}
