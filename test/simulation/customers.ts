// What customers, tills and operators do, through the product's own use cases, on whichever process serves them.
import { type Coupon, changeCoupon } from '../../server/domain/coupon.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import { changeCouponById } from '../../server/usecase/change-coupon.ts';
import type { UseCaseDeps } from '../../server/usecase/deps.ts';
import { Refusal } from '../../server/usecase/errors.ts';
import { expireBatch } from '../../server/usecase/expire.ts';
import { invalidateCoupon } from '../../server/usecase/invalidate.ts';
import { moveStock, publishStock } from '../../server/usecase/stock.ts';
import { CouponStatus, StockStatus } from '../../shared/sp/vocabulary.ts';
import type { Dice } from '../kit/dice.ts';
import { stocksOf } from './books.ts';
import type { Disk } from './disk.ts';
import type { Host } from './host.ts';
import type { Journal } from './journal.ts';
import { Dead } from './life.ts';
import { type ActKind, second } from './plan.ts';

export interface Customers {
  /** Never rejects: who is refused, or cut off, goes away. */
  act(kind: ActKind, host: Host): Promise<void>;
}

export function createCustomers(disk: Disk, journal: Journal, dice: Dice): Customers {
  let requests = 0;

  /** Not yet over; often the same, so that it has more to tell than one thing at a time. */
  function someCoupon(): string {
    const sql = 'SELECT coupon_id AS id FROM coupon WHERE status IN (1, 2) ORDER BY coupon_id';
    const rows = disk.rows<{ id: string }>(sql);
    return rows[dice.chance(0.5) ? 0 : dice.below(rows.length)]?.id ?? 'of any kind';
  }

  function someStock(): { id: string } {
    const stocks = stocksOf(disk);
    return stocks[dice.below(stocks.length)] ?? { id: 'none' };
  }

  const statusOf = (stockId: string) => stocksOf(disk).find(({ id }) => id === stockId)?.status;

  async function issue({ claims }: Host, source: 'claim' | 'issue'): Promise<string> {
    requests += 1;
    const outcome = await claims.claim({
      bucket: 0,
      tenantId: 't',
      appChannelId: undefined,
      stockId: someStock().id,
      userCode: 'u1',
      requestId: `r${requests}`,
      source,
      extra: undefined,
      phone: undefined,
    });
    return outcome.kind === 'refused' ? outcome.reason : outcome.coupon.couponId;
  }

  /** Used, or given back; often both, shortly one after the other. */
  async function turn({ useCases, life }: Host): Promise<string> {
    const couponId = someCoupon();
    let { status } = await turnOnce(useCases, couponId);
    while (dice.chance(0.5)) {
      await life.wait(dice.below(dice.pick([20, 5 * second])));
      ({ status } = await turnOnce(useCases, couponId));
    }
    return `${couponId} is ${status}`;
  }

  async function move({ useCases, life }: Host): Promise<string> {
    const { id } = someStock();
    let status = await moveOnce(useCases, id);
    while (dice.chance(0.3)) {
      await life.wait(dice.below(5 * second));
      status = await moveOnce(useCases, id);
    }
    return `${id} is ${status}`;
  }

  async function moveOnce(useCases: UseCaseDeps, id: string): Promise<number> {
    const status = statusOf(id);
    const next =
      status === StockStatus.inactive ? 'activate' : status === StockStatus.paused ? 'resume' : 'pause';
    return (await moveStock(useCases, 't', id, next)).status;
  }

  const acts: Record<ActKind, (host: Host) => Promise<unknown>> = {
    issue: (host) => issue(host, 'issue'),
    claim: (host) => issue(host, 'claim'),
    turn,
    invalidate: async ({ useCases }) =>
      (await invalidateCoupon(useCases, someCoupon(), 'operator', 'lost')).couponId,
    expire: ({ useCases }) => expireBatch(useCases, 100),
    move,
    publish: async ({ useCases }) => (await publishStock(useCases, 't', someStock().id)).stockId,
  };

  return {
    async act(kind, host) {
      try {
        journal.note(host.life.name, `${kind}: ${await acts[kind](host)}`);
      } catch (error) {
        const expected =
          error instanceof Refusal || error instanceof Dead || error instanceof StoreUnavailable;
        if (!expected) throw error;
        journal.note(host.life.name, `${kind}: ${error.message}`);
      }
    },
  };
}

const turnOnce = (useCases: UseCaseDeps, couponId: string): Promise<Coupon> =>
  changeCouponById(useCases, couponId, 'till', (before, by) => {
    const change = changeCoupon(before, before.status === CouponStatus.used ? 'restore' : 'use', by);
    if (change === undefined) throw new Refusal('stateForbids', `coupon ${couponId} is over`);
    return change;
  });
