// Canaries go through every command that takes or shows what is secret, in both forms, and each such command fails with them, too.
import type { Command } from 'commander';
import { assemble } from '../../server/cli/program.ts';
import type { CallOptions } from '../kit/cli.ts';
import { canaries } from './canaries.ts';
import type { Called, Mine } from './mine.ts';
import { passing } from './passing.ts';
import { unconcerned } from './unconcerned.ts';

/** What a command is called with, after its name. */
export interface Call extends CallOptions {
  readonly argv?: readonly string[];
}

export interface Passing {
  /** Made anew for each call. */
  readonly good: (mine: Mine, form: Called['form']) => Call | Promise<Call>;
  /** Failures of its own, besides those that every command has. */
  readonly wrong?: readonly Call[];
  /** What it alone is for: what it makes up it shows, once. @returns the secret */
  readonly shows?: (stdout: string) => string | undefined;
  /** The engine that it works on; left out: any. */
  readonly on?: 'sqlite' | 'postgres';
}

const forms = ['text', 'json'] as const;

/** @param names as `commandsOf` has them */
export async function throughCommands(mine: Mine, names: readonly string[]): Promise<void> {
  for (const [name, its] of Object.entries(passing).filter(([one]) => names.includes(one))) {
    for (const form of forms) {
      const call = await its.good(mine, form);
      // Where the engine is another, that is a refusal as well.
      await run(mine, name, form, call);
      await run(mine, name, form, { ...call, env: { ...call.env, ...away } });
      for (const wrong of its.wrong ?? [])
        await run(mine, name, form, { ...wrong, env: { ...call.env, ...wrong.env } });
      await run(mine, name, form, { ...call, argv: [...(call.argv ?? []), '--tenant', 'nobody'] });
    }
  }
}

/** Every trace is printed, and there is a password in the address of a database that is not there. */
const away = {
  DATABASE_URL: `postgres://canary:${canaries.databasePassword}@127.0.0.1:1/away`,
  LOG_LEVEL: 'debug',
};

async function run(
  mine: Mine,
  name: string,
  form: Called['form'],
  { argv = [], ...options }: Call,
): Promise<void> {
  const ran = await mine.sp([...name.split(' '), ...argv], { ...options, form });
  const shown = ran.code === 0 ? passing[name]?.shows?.(ran.stdout) : undefined;
  if (shown !== undefined) mine.wasShown(ran, shown);
}

/** What went by unheard: commands of no list or of both, names of none, and what did not both succeed and fail in each form. */
export function unheardIn(
  names: readonly string[],
  { called }: Pick<Mine, 'called'>,
  engine: 'sqlite' | 'postgres',
): string[] {
  const listed = [...Object.keys(passing), ...Object.keys(unconcerned)];
  return [
    ...names
      .filter((name) => !listed.includes(name))
      .map((name) => `${name}: neither takes a canary nor says why not`),
    ...listed.filter((name) => !names.includes(name)).map((name) => `${name}: there is no such command`),
    ...Object.keys(passing)
      .filter((name) => name in unconcerned)
      .map((name) => `${name}: is in both lists`),
    ...Object.entries(passing).flatMap(([name, { on = engine }]) =>
      forms.flatMap((form) => {
        const its = called.filter((one) => one.form === form && isOf(name, one));
        const succeeds = on !== engine || its.some(({ code }) => code === 0);
        return [
          ...(succeeds ? [] : [`${name}: does not succeed as ${form}: ${its[0]?.stdout}${its[0]?.stderr}`]),
          ...(its.some(({ code }) => code !== 0) ? [] : [`${name}: does not fail as ${form}`]),
        ];
      }),
    ),
  ];
}

const isOf = (name: string, { argv }: Called): boolean =>
  name.split(' ').every((word, index) => argv[index] === word);

/** The names of all commands that do something. */
export function commandsOf(program: Command = wholeProgram(), above: readonly string[] = []): string[] {
  return program.commands.flatMap((command) => {
    const words = [...above, command.name()];
    const isGroup = command.commands.length > 0 && command.options.length === 0;
    return [...(isGroup ? [] : [words.join(' ')]), ...commandsOf(command, words)];
  });
}

function wholeProgram(): Command {
  const nowhere = { write: () => undefined };
  const stdin = (async function* () {})();
  return assemble({ env: {}, stdin, stdout: nowhere, stderr: nowhere, stopped: () => Promise.resolve() })
    .program;
}
