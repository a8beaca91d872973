// Coupons as a day leaves them, with their histories and what 出行服务 will be told: as the store has it, and as the rules have it.
import { bucketOf } from '../../../server/domain/bucket.ts';
import { handleOf } from '../../../server/domain/redeem-code.ts';
import { nameOf } from './real-consume.ts';
import type { CouponOfShop } from './rules/shop.ts';
import type { Day } from './world.ts';

interface CouponRow {
  coupon_id: string;
  user_code: string;
  status: number;
  version: number;
  used_at: number | null;
  ended_at: number | null;
  held_by: string | null;
  held_until_at: number | null;
  redeemed_by: string | null;
  redeem_handle: string | null;
}

const coupons = `SELECT coupon_id, user_code, status, version, used_at, ended_at, held_by, held_until_at, redeemed_by, redeem_handle
  FROM coupon WHERE bucket = ? AND user_code = ? ORDER BY coupon_id`;
const history = `SELECT version, event, from_status, to_status FROM coupon_history WHERE bucket = ? AND coupon_id = ? ORDER BY version`;
const events = `SELECT payload, event_at FROM outbox_event
  WHERE bucket = ? AND tenant_id = 'demo' AND lane_id = ? ORDER BY event_id`;

export async function storedCoupons(day: Day): Promise<Record<string, object>> {
  const { database, buckets } = day.world.useCases;
  const users = Object.values(day.userCodes).map((userCode) => [bucketOf(userCode, buckets), userCode]);
  const rows = (await database.read.allEach<CouponRow>(coupons, users)).flat();
  const keyOf = ({ user_code, coupon_id }: CouponRow) => [bucketOf(user_code, buckets), coupon_id];
  const histories = await database.read.allEach<HistoryRow>(history, rows.map(keyOf));
  const lanes = rows.map((row) => [keyOf(row)[0] ?? 0, `coupon:${row.coupon_id}`]);
  const told = await database.read.allEach<EventRow>(events, lanes);
  return Object.fromEntries(
    rows.map((row, n) => [
      nameOf(day, row.coupon_id),
      {
        status: row.status,
        version: row.version,
        usedAt: row.used_at,
        endedAt: row.ended_at,
        hold: row.held_by === null ? null : `${bizOf(day, row.held_by)} until ${row.held_until_at}`,
        redeemedBy: row.redeemed_by === null ? null : bizOf(day, row.redeemed_by),
        handle: row.redeem_handle,
        history: (histories[n] ?? []).map(historyLine),
        told: inOrder(told[n] ?? []).map(({ payload }) => JSON.parse(payload).coupon_status),
      },
    ]),
  );
}

export function ruledCoupons(day: Day): Record<string, object> {
  return Object.fromEntries([...day.shop.coupons].map(([name, coupon]) => [name, ruled(day, coupon)]));
}

function ruled(day: Day, { hold, history, ...coupon }: CouponOfShop): object {
  const [shown] = [...day.shop.codes].find(([, { handle }]) => handle === coupon.handle) ?? [];
  return {
    status: coupon.status,
    version: coupon.version,
    usedAt: coupon.usedAt ?? null,
    endedAt: coupon.endedAt ?? null,
    hold: hold === undefined ? null : `${hold.by} until ${hold.until}`,
    redeemedBy: coupon.redeemedBy ?? null,
    handle: shown === undefined ? null : handleOf(day.codes.get(shown) ?? ''),
    // The first version is the claim; from there on each has its line.
    history: history.map((line, index) => `${index + 2} ${line}`),
    told: coupon.told,
  };
}

interface HistoryRow {
  version: number;
  event: string;
  from_status: number;
  to_status: number;
}

const historyLine = ({ version, event, from_status, to_status }: HistoryRow) =>
  `${version} ${event} ${from_status}→${to_status}`;

interface EventRow {
  payload: string;
  event_at: number;
}

/** The peer is told times that strictly increase. */
function inOrder(rows: readonly EventRow[]): readonly EventRow[] {
  const times = rows.map(({ event_at }) => event_at);
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  return rows;
}

/** As the rules name it. */
const bizOf = ({ prefix }: Day, ref: string) => ref.replace(`/${prefix}`, '/');
