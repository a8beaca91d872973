// `doctor`: looks at everything that usually goes wrong, and says what to do about it.
import type { Command } from 'commander';
import type { Cli } from './command.ts';
import { runChecks } from './doctor/checks.ts';
import type { Finding } from './doctor/finding.ts';
import { displayWidth, fields } from './output.ts';

export function doctorCommand(program: Command, cli: Cli): void {
  program
    .command('doctor')
    .description(
      'Checks the settings, the store, channels, keys, deliveries, stocks and wallets. Exits 2 if anything fails.',
    )
    .action(async () => {
      const findings = await runChecks(cli.io);
      const failed = findings.some(({ state }) => state === 'fail');
      cli.print({
        json: {
          ok: !failed,
          findings: findings.map(({ about, state, says, advice }) => ({ about, state, says, advice })),
        },
        text: findingsText(findings),
        exitCode: failed ? 2 : 0,
      });
    });
}

function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ about }) => displayWidth(about)));
  const lines = findings.flatMap(({ about, state, says, advice }) => [
    fields({ [`${state.padEnd(4)}  ${about.padEnd(width)}`]: says }),
    ...(advice === undefined ? [] : [`${' '.repeat(width + 8)}→ ${advice}`]),
  ]);
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  return [...lines, '', `${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} to mend`].join(
    '\n',
  );
}
