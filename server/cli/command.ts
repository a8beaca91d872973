// What every command does around its own work: open the store, close it, print one answer.
import type { Context } from '../context.ts';
import { findTenant } from '../usecase/tenant.ts';
import type { CliIo } from './io.ts';
import { openContext } from './open.ts';

export interface GlobalOptions {
  readonly json?: true;
  readonly tenant?: string;
}

/** One answer in both forms. */
export interface Answer {
  /** In wire names; members that are undefined are left out. */
  readonly json: unknown;
  readonly text: string;
  /** 0 unless given: 2 where the answer itself is bad news. */
  readonly exitCode?: number;
}

export interface Cli {
  readonly io: CliIo;
  readonly options: () => GlobalOptions;
  /** Prints what `work` answers after everything is closed; a failure prints nothing. */
  withStore(work: (context: Context) => Promise<Answer>): Promise<void>;
  /** Like `withStore`, for work on what one tenant owns. */
  withTenant(work: (context: Context, tenantId: string) => Promise<Answer>): Promise<void>;
  print(answer: Answer): void;
  exitCode(): number;
}

export function createCli(io: CliIo, options: () => GlobalOptions): Cli {
  let exitCode = 0;

  function print(answer: Answer): void {
    const text = options().json ? JSON.stringify(answer.json, undefined, 2) : answer.text;
    io.stdout.write(`${text}\n`);
    exitCode = answer.exitCode ?? 0;
  }

  async function withStore(work: (context: Context) => Promise<Answer>): Promise<void> {
    const context = await openContext(io);
    const answer = await work(context).finally(() => context.close());
    print(answer);
  }

  return {
    io,
    options,
    withStore,
    withTenant: (work) =>
      withStore(async (context) => {
        const { tenantId } = await findTenant(context.useCases, options().tenant);
        return work(context, tenantId);
      }),
    print,
    exitCode: () => exitCode,
  };
}
