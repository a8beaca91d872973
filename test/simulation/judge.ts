// The oracle: what must be so when all faults are over and enough time has passed. A problem is a sentence that begins with its kind.
import { CouponStatus, StockStatus } from '../../shared/sp/vocabulary.ts';
import { type CouponRow, couponsOf, type EventRow, eventsOf, stocksOf, turnsOf } from './books.ts';
import type { Disk } from './disk.ts';
import { findDisorder } from './order.ts';
import type { Peer } from './peer.ts';
import { day, type Plan, second } from './plan.ts';
import { isAck, type SeenCall } from './witness.ts';

export interface Case {
  readonly plan: Plan;
  readonly disk: Disk;
  /** In the order of the plan's channels. */
  readonly peers: readonly Peer[];
  readonly calls: readonly SeenCall[];
}

export function judge(of: Case): string[] {
  const lanes = eventsOf(of.disk);
  const calls = Map.groupBy(of.calls, ({ lane }) => lane);
  const perLane = [...lanes].flatMap(([lane, events]) => {
    const made = calls.get(lane) ?? [];
    return [
      ...findDisorder(lane, events, made),
      ...findUnconfirmed(events, made),
      ...(of.plan.isolation ? findDelayed(events, made) : []),
    ];
  });
  return [
    ...wrongCoupons(of),
    ...wrongStocks(of),
    ...findLeftovers(of.disk),
    ...findLost(of.disk, lanes),
    ...perLane,
  ];
}

function wrongCoupons({ plan, disk, peers }: Case): string[] {
  return couponsOf(disk).flatMap((coupon) => {
    const policy = plan.channels[coupon.channel]?.invalidStatus;
    const invalid = coupon.status === CouponStatus.invalid;
    // Then the peer is told nothing, and keeps what it had.
    if (invalid && policy === 'skip') return [];
    const ours = invalid && policy === 'map-4-to-3' ? CouponStatus.expired : coupon.status;
    const peers_ = peers[coupon.channel]?.coupons.get(coupon.id)?.status ?? asClaimed(coupon);
    return peers_ === ours ? [] : [`state: coupon ${coupon.id} is ${ours} here and ${peers_} at the peer`];
  });
}

/** 出行服务 learned of it from the claim's answer. */
const asClaimed = ({ source }: CouponRow) => (source === 'claim' ? CouponStatus.available : undefined);

function wrongStocks({ disk, peers }: Case): string[] {
  return stocksOf(disk).flatMap(({ id, channel, ...stock }) => {
    if (stock.status === StockStatus.inactive) return [];
    const known = peers[channel]?.stocks.get(id);
    const same = known?.status === stock.status && known.terms === stock.terms;
    return same ? [] : [`state: stock ${id} is ${stock.status} here and ${known?.status} at the peer`];
  });
}

function findLeftovers(disk: Disk): string[] {
  const lanes = disk.rows<{ id: string }>(
    `SELECT lane_id AS id FROM delivery_lane
     WHERE pending > 0 OR blocked = 1 OR ambiguous = 1 OR ready_at IS NOT NULL OR lease_owner IS NOT NULL`,
  );
  return lanes.map(({ id }) => `left over: ${id} has not come to rest`);
}

/** Every change of state has its event, and no event tells what never was. */
function findLost(disk: Disk, lanes: ReadonlyMap<string, readonly EventRow[]>): string[] {
  return couponsOf(disk).flatMap(({ id, source }) => {
    const told = (lanes.get(`coupon:${id}`) ?? []).filter(({ settles }) => !settles);
    const issued = source === 'issue' ? [CouponStatus.available] : [];
    const happened = [...issued, ...turnsOf(disk, id)].join();
    const events = told.map(({ status }) => status).join();
    return happened === events ? [] : [`lost: coupon ${id} went ${happened}, its events say ${events}`];
  });
}

function findUnconfirmed(events: readonly EventRow[], calls: readonly SeenCall[]): string[] {
  return events.flatMap(({ id, lane, key, state, note }) => {
    if (state === 'closed')
      return note?.startsWith('policy') ? [] : [`lost: event ${id} was closed: ${note}`];
    const heard = calls.some((call) => call.key === key && isAck(call.result));
    return state === 'done' && !heard
      ? [`lost: event ${id} of ${lane} is done, and nobody confirmed it`]
      : [];
  });
}

/** While another channel is down: from when an event could be told, its first call comes within seconds. */
function findDelayed(events: readonly EventRow[], calls: readonly SeenCall[]): string[] {
  return events.flatMap((event, index) => {
    if (event.channel !== 0 || event.state === 'closed') return [];
    const confirmedAt = event.lane.startsWith('coupon') ? event.confirmedAt : 0;
    const since = Math.max(event.createdAt, confirmedAt, events[index - 1]?.finishedAt ?? 0);
    const first = calls.find(({ key, at }) => key === event.key && at >= since);
    const waited = (first?.at ?? Number.POSITIVE_INFINITY) - since;
    return waited > 5 * second ? [`isolation: event ${event.id} of ${event.lane} waited ${waited} ms`] : [];
  });
}

/** Dead letters that the rules do not know: neither refused three times nor tried for a week. */
export function findUntimelyDeaths({ disk, calls }: Case): string[] {
  const dead = [...eventsOf(disk).values()].flat().filter(({ state }) => state === 'dead');
  return dead.flatMap(({ id, lane, key, note }) => {
    const made = calls.filter((call) => call.lane === lane && call.key === key);
    const refused = made.filter(({ result }) => isRefusal(result));
    const tried = (made.at(-1)?.at ?? 0) - (made[0]?.at ?? 0);
    return refused.length >= 3 || tried >= 6 * day
      ? []
      : [`dead letter: event ${id} of ${lane} after ${made.length} calls in ${tried} ms (${note})`];
  });
}

const isRefusal = (result: SeenCall['result']): boolean =>
  result?.kind === 'answered' && /"code":4000(00|03|04|05)\b/.test(result.body);
