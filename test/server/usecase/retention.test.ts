// Finished deliveries are deleted when they are old, all of them, and nothing else.
import type { Context } from '../../../server/context.ts';
import { deleteOldDeliveries } from '../../../server/usecase/retention.ts';
import { dayMs } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { outboxOf } from '../../kit/outbox.ts';

let context: Context;
let clock: TestClock;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
});

/** @param finishedAt undefined: still pending */
const addEvents = (count: number, finishedAt?: number) =>
  context.database.transaction((tx) =>
    tx.runEach(
      `INSERT INTO outbox_event (bucket, event_id, tenant_id, lane_id, app_channel_id, interface, payload, settles, event_at,
         created_at, state, attempts, tries, finished_at) VALUES (0, ?, 'demo', ?, 1, 'coupon.rsync', '{}', 0, 1, 1, ?, 0, 0, ?)`,
      Array.from({ length: count }, () => {
        const id = context.useCases.nextId();
        return [id, `coupon:${id}`, finishedAt === undefined ? 'pending' : 'done', finishedAt ?? null];
      }),
    ),
  );

describe('deleteOldDeliveries', () => {
  it('deletes what was finished long enough ago', async () => {
    const pending = (await outboxOf(context.database.read)).length;
    await addEvents(2, noon - 1);
    await addEvents(3, noon);
    await addEvents(1);
    clock.advance(dayMs);
    expect(await deleteOldDeliveries(context.useCases, dayMs)).toBe(2);
    expect(await outboxOf(context.database.read)).toHaveLength(pending + 4);
  });

  it('goes on until nothing old is left', async () => {
    await addEvents(1001, noon - 1);
    expect(await deleteOldDeliveries(context.useCases, 0)).toBe(1001);
  });
});
