// What goes on beside the requests: deliveries, the expiry sweeper, retention, and keeping leases and settings up to date.
import type { Context } from './context.ts';
import { openDelivery } from './deliver.ts';
import { type Repeating, repeat } from './repeat.ts';
import { takeSnapshot } from './snapshot.ts';
import { workerLeaseMs } from './store/worker-ids.ts';
import { expireBatch } from './usecase/expire.ts';
import { deleteOldDeliveries } from './usecase/retention.ts';

export interface Workers {
  stop(): Promise<void>;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

export function startWorkers(context: Context): Workers {
  const { settings, useCases, directory, ids, log, metrics } = context;
  const delivery = openDelivery(context);
  delivery.start();
  context.onEvents(delivery.wake);
  metrics.collectFrom(() => takeSnapshot(context));

  const every = (ms: number, what: string, work: () => Promise<unknown>): Repeating =>
    repeat(ms, work, (error) => log.error({ err: error }, `${what} failed and will be tried again`));
  const rounds = [
    every(workerLeaseMs / 6, 'renewing the worker number', () => ids.renew()),
    every(settings.deliveryPollMs, 'reading channels and credentials', () => directory.refresh()),
    every(settings.sweepIntervalMs, 'the expiry sweeper', () => expireAll(context)),
    every(hourMs, 'deleting old deliveries', () =>
      deleteOldDeliveries(useCases, settings.retentionDays * dayMs),
    ),
  ];

  return {
    async stop() {
      await Promise.all([delivery.stop(), ...rounds.map((round) => round.stop())]);
    },
  };
}

async function expireAll({ useCases, settings: { sweepBatch } }: Context): Promise<void> {
  // A batch at a time, so that claims get their turn in between.
  while ((await expireBatch(useCases, sweepBatch)) >= sweepBatch) await new Promise(setImmediate);
}
