// Events that pile up while a channel's callbacks are held back, and then go out: as after an outage of the peer.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Context, createContext } from '../../../server/context.ts';
import { bucketOf } from '../../../server/domain/bucket.ts';
import { createLog } from '../../../server/ops/log.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { saveChannel } from '../../../server/store/sql/tenants.ts';
import { aClaim } from '../../kit/builders.ts';
import type { Lab } from '../lab.ts';
import type { SinkCount } from '../processes/sink.ts';
import { hotStockId } from '../stores/stock-ids.ts';
import type { Store } from '../stores/store.ts';

export interface Backlog {
  /** Issues so many coupons, then lets their events go. @returns when the sink has all of them */
  deliver(count: number): Promise<SinkCount>;
}

const appChannelId = 1;
const atOnce = 500;
/** Longer than servers take to notice that a channel was changed. */
const noticeMs = 600;
const giveUpMs = 30_000;

/** @param sinkUrl where the channel's events go */
export async function openBacklog(lab: Lab, { env }: Store, sinkUrl: string): Promise<Backlog> {
  const context = await createContext(readSettings({ ...env, LOG_LEVEL: 'silent' }), {
    log: createLog('silent'),
  });
  lab.stack.defer(() => context.close());
  return {
    async deliver(count) {
      await direct(context, undefined);
      await sleep(noticeMs);
      await context.ids.renew();
      for (let issued = 0; issued < count; issued += atOnce)
        await Promise.all(Array.from({ length: Math.min(atOnce, count - issued) }, () => issue(context)));
      await fetch(sinkUrl, { method: 'PUT' });
      await direct(context, sinkUrl);
      return arrived(sinkUrl, count);
    },
  };
}

async function direct({ database, directory, useCases }: Context, callbackBase: string | undefined) {
  const channel = directory.channels().find((one) => one.appChannelId === appChannelId);
  if (channel === undefined) throw new Error(`there is no channel ${appChannelId}`);
  await database.transaction((tx) => saveChannel(tx, { ...channel, callbackBase }, useCases.now()));
}

/** Of our own accord, so that 出行服务 has to be told. */
async function issue({ claims, useCases }: Context): Promise<void> {
  const userCode = randomBytes(14).toString('hex');
  const bucket = bucketOf(userCode, useCases.buckets);
  const requestId = randomBytes(16).toString('hex');
  const order = aClaim({ bucket, stockId: hotStockId, userCode, requestId, source: 'issue', appChannelId });
  const outcome = await claims.claim(order);
  if (outcome.kind !== 'issued') throw new Error(`a coupon was ${outcome.kind}`);
}

async function arrived(sinkUrl: string, count: number): Promise<SinkCount> {
  for (let before = -1, since = performance.now(); ; ) {
    const now = (await (await fetch(sinkUrl)).json()) as SinkCount;
    if (now.calls >= count) return now;
    if (now.calls !== before) [before, since] = [now.calls, performance.now()];
    if (performance.now() - since > giveUpMs)
      throw new Error(`of ${count} events ${now.calls} were delivered`);
    await sleep(50);
  }
}
