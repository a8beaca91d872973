// `deliveries`: what 出行服务 is still to be told, and what an operator does about it.
import type { Command } from 'commander';
import { id, text } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import { deliveryStates } from '../store/rows/delivery.ts';
import { closeDelivery } from '../store/sql/close-delivery.ts';
import { listAttempts, listDeliveries } from '../store/sql/list-deliveries.ts';
import { Refusal } from '../usecase/errors.ts';
import type { Answer, Cli } from './command.ts';
import { filterOf, type ListOptions } from './delivery-filter.ts';
import { attemptJson, attemptsText, deliveriesText, deliveryJson } from './delivery-view.ts';
import { findDelivery } from './find-delivery.ts';
import { section } from './output.ts';
import { replayCommand } from './replay.ts';
import { channelNumber, couponId, field, oneOf, stockId, wholeNumber } from './values.ts';
import { waitingOf } from './waiting.ts';

const eventId = field(id(32));

export function deliveriesCommands(program: Command, cli: Cli): void {
  const deliveries = program.command('deliveries').description('Shows and mends the deliveries to 出行服务.');

  deliveries
    .command('list')
    .description('Lists deliveries, newest first; without a state those that are pending or dead.')
    .option('--state <state>', 'pending, dead, done, closed or all', oneOf([...deliveryStates, 'all']))
    .option('--channel <app_channel_id>', 'of one channel', channelNumber)
    .option('--stock <stock_id>', 'of one stock and its coupons', stockId)
    .option('--coupon <coupon_id>', 'of one coupon', couponId)
    .option('--limit <number>', 'how many at most', wholeNumber(1, 10_000), 50)
    .action((options: ListOptions) =>
      cli.withTenant((context, tenantId) => list(context, tenantId, options)),
    );

  deliveries
    .command('show')
    .description('Shows a delivery with all its attempts.')
    .argument('<event_id>', 'which', eventId)
    .action((wanted: string) => cli.withTenant((context, tenantId) => show(context, tenantId, wanted)));

  replayCommand(deliveries, cli, eventId);

  deliveries
    .command('close')
    .description('Gives a delivery up: it is never made, and its lane goes on without it.')
    .argument('<event_id>', 'which', eventId)
    .requiredOption('--reason <text>', 'why, for those who look later', field(text(200)))
    .action((wanted: string, { reason }: { reason: string }) =>
      cli.withTenant(async (context, tenantId) => {
        await findDelivery(context, tenantId, wanted);
        await close(context, wanted, reason);
        return { json: { event_id: wanted, state: 'closed' }, text: `Delivery ${wanted} is closed.` };
      }),
    );
}

async function list(context: Context, tenantId: string, options: ListOptions): Promise<Answer> {
  const filter = await filterOf(context, tenantId, options);
  const found = await listDeliveries(context.database.read, filter);
  const waiting = await waitingOf(context, found);
  return {
    json: found.map((delivery, index) => deliveryJson(delivery, waiting[index])),
    text: found.length === 0 ? 'There is no such delivery.' : deliveriesText(found, waiting),
  };
}

async function show(context: Context, tenantId: string, wanted: string): Promise<Answer> {
  const delivery = await findDelivery(context, tenantId, wanted);
  const attempts = await listAttempts(context.database.read, delivery.bucket, wanted);
  const waiting = await waitingOf(context, [delivery]);
  const payload: unknown = JSON.parse(delivery.payload);
  return {
    json: { ...deliveryJson(delivery, waiting[0]), payload, attempts: attempts.map(attemptJson) },
    text: [
      deliveriesText([delivery], waiting),
      section('What is told', JSON.stringify(payload, undefined, 2)),
      section('Attempts', attemptsText(attempts)),
    ].join('\n'),
  };
}

async function close(
  { database, useCases, settings }: Context,
  eventId: string,
  reason: string,
): Promise<void> {
  const closed = await database.transaction((tx) =>
    closeDelivery(tx, {
      buckets: useCases.buckets,
      eventId,
      reason,
      now: useCases.now(),
      settleMs: settings.deliverySettleMs,
    }),
  );
  if (closed === 'closed') return;
  throw new Refusal('stateForbids', `delivery ${eventId} is finished: there is nothing to close`);
}
