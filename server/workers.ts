// What goes on beside the requests: deliveries, the expiry sweeper, retention, and keeping leases and settings up to date.
import type { Context } from './context.ts';
import { openDelivery } from './deliver.ts';
import { longestTicketMs } from './domain/launch-ticket.ts';
import { type Repeating, repeat } from './repeat.ts';
import { takeSnapshot } from './snapshot.ts';
import { workerLeaseMs } from './store/worker-ids.ts';
import { expireBatch } from './usecase/expire.ts';
import { deleteOldPluginSessions } from './usecase/plugin-session.ts';
import { deleteOldDeliveries } from './usecase/retention.ts';
import { deleteOldTokens } from './usecase/token-desk.ts';

export interface Workers {
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;
/** A phone learns of what another process did within this, and the time that it takes to look. */
const watchIntervalMs = 1_000;

export function startWorkers(context: Context): Workers {
  const { settings, useCases, directory, ids, log, metrics } = context;
  const delivery = openDelivery(context);
  delivery.start();
  context.onEvents(delivery.wake);
  metrics.collectFrom(() => takeSnapshot(context));

  let stopping = false;
  const every = (ms: number, what: string, work: () => Promise<unknown>): Repeating =>
    repeat(ms, work, (error) => log.error({ err: error }, `${what} failed and will be tried again`));
  const rounds = [
    every(workerLeaseMs / 6, 'renewing the worker number', () => ids.renew()),
    every(settings.deliveryPollMs, 'reading channels and credentials', () => directory.refresh()),
    every(settings.sweepIntervalMs, 'the expiry sweeper', () => expireAll(context, () => stopping)),
    every(hourMs, 'deleting old deliveries', () =>
      deleteOldDeliveries(useCases, settings.retentionDays * dayMs, () => stopping),
    ),
    // A Token is accepted until its timestamp is too old, and that may be as far ahead of us as behind; launch tickets lie beside them.
    every(minuteMs, 'forgetting used tokens', () =>
      deleteOldTokens(
        useCases,
        Math.max(settings.timestampWindowSeconds * 2_000, longestTicketMs) + minuteMs,
      ),
    ),
    every(hourMs, 'forgetting old sessions', () => deleteOldPluginSessions(useCases)),
    every(watchIntervalMs, 'looking at watched coupons', () => context.watch.look(context.database.read)),
  ];

  return {
    async stop() {
      stopping = true;
      await Promise.all([delivery.stop(), ...rounds.map((round) => round.stop())]);
    },
  };
}

/** A batch at a time, so that claims get their turn in between, and a stop need not wait for all of them. */
async function expireAll(
  { useCases, settings: { sweepBatch } }: Context,
  isStopping: () => boolean,
): Promise<void> {
  while ((await expireBatch(useCases, sweepBatch)) >= sweepBatch && !isStopping())
    await new Promise(setImmediate);
}
