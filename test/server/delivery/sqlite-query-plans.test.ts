// What runs every poll, or on tables with millions of finished events, must be found by an index.
import type { Session, SqlValue } from '../../../server/store/database.ts';
import { deliverySnapshot } from '../../../server/store/sql/delivery-snapshot.ts';
import { laneHeads } from '../../../server/store/sql/lane-heads.ts';
import { type DeliveryFilter, listDeliveries } from '../../../server/store/sql/list-deliveries.ts';
import { lockReadyLanes, lockUnreachableLane } from '../../../server/store/sql/lock-lanes.ts';
import { replayDeliveries } from '../../../server/store/sql/replay-deliveries.ts';
import { type Bench, createBench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await createBench();
});
afterAll(() => bench.close());

/** How the engine would find the rows of the last statement. */
async function planOf(query: (session: Session) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const { read } = bench.database;
  const explain = async (sql: string, values: readonly SqlValue[] = []) => {
    const rows = await read.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, values);
    plans.push(rows.map(({ detail }) => detail).join('; '));
  };
  const session: Session = {
    dialect: read.dialect,
    all: (sql, values) => explain(sql, values).then(() => []),
    allEach: (sql, sets) => explain(sql, sets[0]).then(() => []),
    run: async () => 0,
    runEach: async () => [],
  };
  await query(session);
  return plans.join('\n');
}

const channel = { bucket: 0, tenantId: 't', appChannelId: 0 };
const list = (filter: Partial<DeliveryFilter>) => (session: Session) =>
  listDeliveries(session, { buckets: 1, limit: 5, ...filter });

it.each<[string, (session: Session) => Promise<unknown>, RegExp]>([
  ['ready lanes', (session) => lockReadyLanes(session, channel, 0, 5), /delivery_lane_ready \(.*ready_at</],
  [
    'a lane to probe with',
    (session) => lockUnreachableLane(session, channel),
    /delivery_lane_unreachable \(/,
  ],
  [
    'the head of a lane',
    (session) => laneHeads(session, [{ bucket: 0, tenantId: 't', laneId: 'l' }]),
    /outbox_event_lane \(.*lane_id=\?/,
  ],
  ['dead letters', list({ states: ['dead'] }), /outbox_event_unfinished \(state=\?/],
  ['pending events', list({ states: ['pending'] }), /outbox_event_unfinished \(state=\?/],
  ['all unfinished events', list({ states: ['dead', 'pending'] }), /outbox_event_unfinished \(/],
  [
    'the events of a coupon',
    list({ coupon: { bucket: 0, tenantId: 't', couponId: 'c' } }),
    /outbox_event_lane \(.*lane_id=\?/,
  ],
  ['one event', list({ eventId: '1' }), /event USING PRIMARY KEY \(bucket=\? AND event_id=\?/],
  [
    'what to replay',
    (session) => replayDeliveries(session, { limit: 5 }, 0),
    /outbox_event_unfinished \(state=\?/,
  ],
  [
    'the oldest event of a channel',
    (session) => deliverySnapshot(session, [channel]),
    /COVERING INDEX outbox_event_unfinished \(state=\? AND tenant_id=\? AND app_channel_id=\?/,
  ],
])('finds %s by an index', async (_, query, index) => {
  const plan = await planOf(query);
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/SCAN (event|lane|outbox_event)|PRIMARY KEY \(bucket=\?\)/);
});
