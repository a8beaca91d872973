// What the contract of redeeming asks of two instances: consumes and reversals dealt out to them in turn, and what must agree afterwards.
import type { Context } from '../../server/context.ts';
import { type ConsumeRequest, consume } from '../../server/usecase/consume.ts';
import { reverse } from '../../server/usecase/reverse.ts';
import { unguarded } from '../../server/usecase/scan-code.ts';
import { aConsume } from '../kit/builders.ts';
import type { Instances } from './instances.ts';

/** Does something many times at once, at one instance and the other. */
export function atOnce<Result>(
  { one, two }: Instances,
  times: number,
  work: (context: Context, index: number) => Promise<Result>,
): Promise<Result[]> {
  return Promise.all(Array.from({ length: times }, (_, n) => work(n % 2 === 0 ? one : two, n)));
}

export const consumeAt = ({ useCases }: Context, more: Partial<ConsumeRequest>) =>
  consume(useCases, aConsume(more), unguarded);

export const reverseAt = ({ useCases }: Context, bizId: string) =>
  reverse(useCases, { tenantId: 'demo', account: 'naixue', bizId, actor: 'till', reason: undefined });

interface Outcome {
  readonly kind: string;
  readonly again?: boolean;
  readonly reason?: string;
}

/** How many outcomes there are of each kind, refusals by their reason. */
export function kindsOf(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, again, reason } of outcomes) {
    const key = again === true ? 'again' : (reason ?? kind);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** What happened to a coupon, in order, and the statuses that 出行服务 will be told. */
export async function lifeOf({ database: { read } }: Context, couponId: string) {
  const events = await read.all<{ event: string; version: number }>(
    'SELECT event, version FROM coupon_history WHERE coupon_id = ? ORDER BY version',
    [couponId],
  );
  const told = await read.all<{ payload: string }>(
    "SELECT payload FROM outbox_event WHERE lane_id = ? AND interface = 'coupon.status.rsync' ORDER BY event_at",
    [`coupon:${couponId}`],
  );
  return {
    events: events.map(({ event }) => event),
    told: told.map(({ payload }) => JSON.parse(payload).coupon_status as number),
  };
}
