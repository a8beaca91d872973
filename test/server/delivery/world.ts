// Our side of the bench: stocks and coupons that change, and tell it; and what the outbox then holds.
import {
  type Coupon,
  type CouponEvent,
  changeCoupon as decideChange,
} from '../../../server/domain/coupon.ts';
import {
  couponIssued,
  couponStatusChanged,
  stockChanged,
  stockStatusChanged,
} from '../../../server/domain/events.ts';
import type { Stock } from '../../../server/domain/stock.ts';
import { type ChannelPolicies, channelPolicies } from '../../../server/domain/tenant.ts';
import type { Database } from '../../../server/store/database.ts';
import type { Lane } from '../../../server/store/lane.ts';
import { couponValues, issuedColumns } from '../../../server/store/rows/coupon.ts';
import type { Attempt, DeliveryState, DeliveryView } from '../../../server/store/rows/delivery.ts';
import { type LaneRow, laneColumns, laneFromRow } from '../../../server/store/rows/lane.ts';
import { enqueueEvents } from '../../../server/store/sql/enqueue-events.ts';
import { findCoupon } from '../../../server/store/sql/find-coupons.ts';
import { findStock } from '../../../server/store/sql/find-stock.ts';
import { listAttempts, listDeliveries } from '../../../server/store/sql/list-deliveries.ts';
import { placeholders } from '../../../server/store/sql/placeholders.ts';
import { saveCouponChanges } from '../../../server/store/sql/save-coupon-changes.ts';
import { insertStock } from '../../../server/store/sql/save-stock.ts';
import { aCoupon, aStock, dayMs } from '../../kit/builders.ts';

const policies = channelPolicies.parse({}) as ChannelPolicies;

export interface World {
  /** A stock that the peer has confirmed, unless `synced` is false. */
  addStock(stockId: string, more?: Partial<Stock> & { synced?: boolean }): Promise<void>;
  addCoupon(couponId: string, more?: Partial<Coupon>): Promise<void>;
  publish(stockId: string): Promise<void>;
  tellStockStatus(stockId: string): Promise<void>;
  issue(couponId: string): Promise<void>;
  /** Events of many coupons that are like the given one. */
  issueMany(couponId: string, count: number): Promise<void>;
  change(couponId: string, ...events: CouponEvent[]): Promise<void>;
  coupon(couponId: string): Promise<Coupon>;
  lane(laneId: string): Promise<Lane>;
  /** Oldest first. */
  events(filter?: { couponId?: string; states?: DeliveryState[] }): Promise<DeliveryView[]>;
  attempts(eventId: string): Promise<Attempt[]>;
}

export function createWorld(deps: {
  database: Database;
  clock: { now: number };
  nextEventId: () => string;
}): World {
  const { database, clock, nextEventId } = deps;
  const stockOf = async (stockId: string) => found(await findStock(database.read, 't', stockId));
  const coupon = async (couponId: string) => found(await findCoupon(database.read, couponId, 1));
  const enqueue = (message: Parameters<typeof enqueueEvents>[1][number]) =>
    database.transaction((tx) => enqueueEvents(tx, [message], { now: clock.now, nextEventId }));

  return {
    async addStock(stockId, { synced = true, ...more } = {}) {
      const stock = { ...newStock(stockId, clock.now), syncedAt: synced ? clock.now : undefined, ...more };
      await database.transaction((tx) => insertStock(tx, stock, 1));
    },
    async addCoupon(couponId, more = {}) {
      const sql = `INSERT INTO coupon (${issuedColumns}) VALUES (${placeholders(issuedColumns)})`;
      const values = couponValues({ ...newCoupon(couponId, clock.now), ...more });
      await database.transaction((tx) => tx.run(sql, values));
    },
    publish: async (stockId) => enqueue(stockChanged(await stockOf(stockId), policies)),
    tellStockStatus: async (stockId) => enqueue(stockStatusChanged(await stockOf(stockId))),
    async issue(couponId) {
      const issued = await coupon(couponId);
      await enqueue(couponIssued(issued, await stockOf(issued.stockId), policies));
    },
    async issueMany(couponId, count) {
      const issued = await coupon(couponId);
      const stock = await stockOf(issued.stockId);
      const ids = Array.from({ length: count }, (_, index) => `${couponId}-${index}`);
      const messages = ids.map((id) => couponIssued({ ...issued, couponId: id }, stock, policies));
      await database.transaction((tx) => enqueueEvents(tx, messages, { now: clock.now, nextEventId }));
    },
    async change(couponId, ...events) {
      for (const event of events) {
        const before = await coupon(couponId);
        const change = found(decideChange(before, event, { at: clock.now, actor: 'test' }));
        const message = couponStatusChanged(change.after, await stockOf(before.stockId));
        await database.transaction(async (tx) => {
          await saveCouponChanges(tx, [change]);
          await enqueueEvents(tx, [message], { now: clock.now, nextEventId });
        });
      }
    },
    coupon,
    async lane(laneId) {
      const sql = `SELECT ${laneColumns} FROM delivery_lane WHERE lane_id = ?`;
      const [row] = await database.read.all<LaneRow>(sql, [laneId]);
      return laneFromRow(found(row));
    },
    async events({ couponId, ...filter } = {}) {
      const coupon = couponId === undefined ? {} : { coupon: { bucket: 0, tenantId: 't', couponId } };
      return (
        await listDeliveries(database.read, { buckets: 1, limit: 1000, ...filter, ...coupon })
      ).reverse();
    },
    attempts: (eventId) => listAttempts(database.read, 0, eventId),
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test asks for something that is not there');
  return value;
}

const newStock = (stockId: string, now: number): Stock =>
  aStock({
    ...{ tenantId: 't', stockId, appChannelId: 0, appId: 'wx1', maxCoupons: 1000, maxCouponsPerUser: 10 },
    ...validFrom(now),
    createdAt: now,
  });

const newCoupon = (couponId: string, now: number): Coupon =>
  aCoupon({
    ...{ couponId, tenantId: 't', stockId: 's1', userCode: 'u1', requestId: undefined },
    ...validFrom(now),
    receiveAt: now,
  });

/** Longer than any test lasts. */
const validFrom = (now: number) => ({ beginAt: now - 1000, endAt: now + 400 * dayMs });
