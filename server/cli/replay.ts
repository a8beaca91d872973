// `deliveries replay`: dead letters are tried again as if they were new.
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { type ReplayFilter, replayDeliveries } from '../store/sql/replay-deliveries.ts';
import { Refusal } from '../usecase/errors.ts';
import type { Cli } from './command.ts';
import { UsageError } from './failure.ts';
import { findDelivery } from './find-delivery.ts';
import { channelNumber, stockId } from './values.ts';

interface ReplayOptions {
  readonly stock?: string;
  readonly channel?: number;
  readonly all?: true;
}

/** Dead letters that share one transaction at most: the server must not wait for long. */
const batch = 500;

export function replayCommand(deliveries: Command, cli: Cli, eventId: (given: string) => string): void {
  deliveries
    .command('replay')
    .description('Tries dead letters again: one, those of a stock or of a channel, or all.')
    .argument('[event_id]', 'one dead letter', eventId)
    .option('--stock <stock_id>', 'those of a stock and its coupons', stockId)
    .option('--channel <app_channel_id>', 'those of a channel', channelNumber)
    .option('--all', 'all of them')
    .action(async (wanted: string | undefined, options: ReplayOptions) => {
      const which = chosen(wanted, options);
      await cli.withTenant(async (context, tenantId) => {
        if (wanted !== undefined) await refuseAlive(context, tenantId, wanted);
        const replayed = await replayAll(context, { ...which, tenantId });
        return {
          json: { replayed },
          text: replayed === 1 ? 'Replays 1 dead letter.' : `Replays ${replayed} dead letters.`,
        };
      });
    });
}

/** @throws UsageError: to replay everything by a slip would be a pity. */
function chosen(eventId: string | undefined, { stock, channel, all }: ReplayOptions): Partial<ReplayFilter> {
  const given = [eventId, stock, channel, all].filter((one) => one !== undefined).length;
  if (given !== 1)
    throw new UsageError('say which dead letters: one event_id, or --stock, or --channel, or --all');
  if (eventId !== undefined) return { eventId };
  if (stock !== undefined) return { stockId: stock };
  return channel === undefined ? {} : { appChannelId: channel };
}

async function refuseAlive(context: Context, tenantId: string, eventId: string): Promise<void> {
  const { state } = await findDelivery(context, tenantId, eventId);
  if (state !== 'dead')
    throw new Refusal('stateForbids', `delivery ${eventId} is ${state}: only dead letters are replayed`);
}

async function replayAll({ database, useCases }: Context, filter: Partial<ReplayFilter>): Promise<number> {
  const { now, eventsCommitted } = useCases;
  let total = 0;
  for (;;) {
    const replayed = await database.transaction((tx) =>
      replayDeliveries(tx, { ...filter, limit: batch }, now()),
    );
    total += replayed;
    if (replayed < batch) break;
  }
  eventsCommitted();
  return total;
}
