// A till at the store of a command line test: what merchants do between an operator's calls.
import { createContext } from '../../../server/context.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { type ConsumeRequest, consume } from '../../../server/usecase/consume.ts';
import type { UseCaseDeps } from '../../../server/usecase/deps.ts';
import { unguarded } from '../../../server/usecase/scan-code.ts';
import { aConsume } from '../../kit/builders.ts';
import { storeEnv } from '../../kit/engine.ts';
import type { CliKit } from './kit.ts';

export async function atTill<T>({ dataDir }: CliKit, work: (deps: UseCaseDeps) => Promise<T>): Promise<T> {
  const settings = readSettings(await storeEnv(dataDir));
  const context = await createContext(settings, { log: createLog('silent', { write() {} }) });
  try {
    return await work(context.useCases);
  } finally {
    await context.close();
  }
}

/** By the account `naixue` and bizId `b1`, unless said otherwise. */
export async function tillConsumes(kit: CliKit, changes: Partial<ConsumeRequest>): Promise<void> {
  const request = aConsume({ tenantId: 'default', ...changes });
  const outcome = await atTill(kit, (deps) => consume(deps, request, unguarded));
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
}
