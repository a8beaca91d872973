// Claims without HTTP: callers that ask the claim desk of this process, each again as soon as it is answered. Prints one JSON line.
import { randomBytes } from 'node:crypto';
import { createContext } from '../../../server/context.ts';
import { bucketOf } from '../../../server/domain/bucket.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { aClaim } from '../../kit/builders.ts';
import { closedLoop } from '../load/closed-loop.ts';
import { hotStockId } from '../stores/stock-ids.ts';

export interface DeskOrder {
  readonly callers: number;
  readonly claims: number;
}

export interface DeskResult {
  readonly perSecond: number;
}

const { callers, claims } = JSON.parse(process.argv[2] ?? '') as DeskOrder;
const context = await createContext(readSettings(process.env), { log: createLog('silent') });

async function claimOne(): Promise<void> {
  const userCode = randomBytes(14).toString('hex');
  const requestId = randomBytes(16).toString('hex');
  const bucket = bucketOf(userCode, context.useCases.buckets);
  const { kind } = await context.claims.claim(
    aClaim({ bucket, stockId: hotStockId, userCode, requestId, extra: 'extra info' }),
  );
  if (kind !== 'issued') throw new Error(`a claim was ${kind}`);
}

async function measure(count: number): Promise<DeskResult> {
  const startedAt = performance.now();
  const crowd = Array.from({ length: callers }, () => claimOne);
  await closedLoop(crowd, count, () => performance.now());
  return { perSecond: (count * 1000) / (performance.now() - startedAt) };
}

// A process that has just started compiles first.
await measure(Math.ceil(claims / 4));
const result = await measure(claims);
await context.close();
process.stdout.write(`${JSON.stringify(result)}\n`);
