// What can happen in a shop, as data: made at random, shrunk by fast-check, and played against the rules and against the real thing.
// Coupons, codes and earlier bizIds are counted back from the latest, since what there is only shows while a run goes on.
import * as fc from 'fast-check';
import type { TakeOrder } from '../../../server/domain/wallet.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';

/** ann has a pay password, ben has none, cai is no customer; nobody knows the stranger. */
export type User = 'ann' | 'ben' | 'cai';
export type Payer = 'ann' | 'ben' | 'stranger' | undefined;
/** plain: everywhere, at once. later: from half an hour on. shop: in one store, for large orders, and not for long. */
export type StockKind = 'plain' | 'later' | 'shop';

/** A bizId that is new, or one that was named before. */
type Biz =
  | { readonly fresh: true; readonly account: 'till' | 'bar' }
  /** `done`: of those only whose consume was done, where there are any. */
  | { readonly back: number; readonly done: boolean };
interface Ref {
  readonly back: number;
  /** Of the payer's own coupons, where there is a payer. */
  readonly own: boolean;
}
export interface Change {
  readonly rechargeFen: number;
  readonly giftFen: number;
  readonly points: number;
}

export type Command =
  | { readonly do: 'claim'; readonly user: User; readonly stock: StockKind }
  | ({ readonly do: 'consume' } & ConsumeCommand)
  | { readonly do: 'repeat'; readonly back: number }
  | { readonly do: 'reverse'; readonly biz: Biz }
  | { readonly do: 'freeze'; readonly coupon: Ref; readonly biz: Biz; readonly forMs: number }
  | { readonly do: 'unfreeze'; readonly coupon: Ref; readonly biz: Biz | undefined }
  | { readonly do: 'deactivate'; readonly coupons: readonly Ref[]; readonly to: 3 | 4 }
  | { readonly do: 'invalidate'; readonly coupon: Ref }
  | { readonly do: 'show'; readonly coupon: Ref }
  | {
      readonly do: 'topup' | 'adjust';
      readonly user: 'ann' | 'ben';
      readonly change: Change;
      readonly orderId: string | undefined;
    }
  | { readonly do: 'pass'; readonly ms: number | StockKind }
  | { readonly do: 'sweep' };

export interface ConsumeCommand {
  readonly biz: Biz;
  readonly payer: Payer;
  readonly by: 'id' | 'code';
  readonly coupons: readonly Ref[];
  readonly amountFen: number;
  readonly points: number;
  readonly password: 'right' | 'wrong' | undefined;
  readonly storeCode: 'S1' | 'S2' | undefined;
  readonly orderFen: number | undefined;
  readonly take: TakeOrder;
}

const minuteMs = 60_000;
const back = fc.nat({ max: 4 });
/** True mostly, so that most of what is tried comes to something. */
const mostly = fc.nat({ max: 5 }).map((n) => n > 0);
const ref: fc.Arbitrary<Ref> = fc.record({ back, own: mostly });
const fresh = fc.record({
  fresh: fc.constant(true as const),
  account: fc.constantFrom('till' as const, 'till' as const, 'bar' as const),
});
const earlier = fc.record({ back: fc.nat({ max: 3 }), done: mostly });
const freshOrEarlier: fc.Arbitrary<Biz> = fc.oneof(
  { arbitrary: fresh, weight: 5 },
  { arbitrary: earlier, weight: 1 },
);
const earlierOrFresh: fc.Arbitrary<Biz> = fc.oneof(
  { arbitrary: earlier, weight: 9 },
  { arbitrary: fresh, weight: 1 },
);
const funds = (min: number) =>
  fc.record({
    rechargeFen: fc.integer({ min, max: 300 }),
    giftFen: fc.integer({ min, max: 200 }),
    points: fc.integer({ min, max: 50 }),
  });
const orderId = fc.constantFrom(undefined, undefined, 'o1', 'o2');
const rarely = <Value>(...values: Value[]) =>
  fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 3 },
    { arbitrary: fc.constantFrom(...values), weight: 1 },
  );
const payer = () =>
  fc.oneof(
    { arbitrary: fc.constantFrom<Payer[]>('ann', 'ann', 'ben', undefined, undefined), weight: 19 },
    { arbitrary: fc.constant<Payer>('stranger'), weight: 1 },
  );
const holder = fc.constantFrom('ann' as const, 'ben' as const);

const consume: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('consume' as const),
  biz: freshOrEarlier,
  payer: payer(),
  by: fc.constantFrom('id' as const, 'code' as const),
  coupons: fc.array(ref, { maxLength: 3 }),
  amountFen: fc.constantFrom(0, 0, 1, 77, 100, 333, 800),
  points: fc.constantFrom(0, 0, 0, 5, 40),
  password: rarely('right' as const, 'wrong' as const, 'wrong' as const),
  storeCode: fc.constantFrom(undefined, 'S1', 'S1', 'S1', 'S2'),
  orderFen: rarely(9_999, 10_000),
  take: fc.constantFrom('recharge-first', 'gift-first', 'proportional'),
});

const claim: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('claim' as const),
  user: fc.constantFrom<User[]>('ann', 'ann', 'ben', 'cai'),
  stock: fc.constantFrom<StockKind[]>('plain', 'plain', 'plain', 'later', 'shop'),
});

const others: { arbitrary: fc.Arbitrary<Command>; weight: number }[] = [
  { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), back: fc.nat({ max: 3 }) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('reverse' as const), biz: earlierOrFresh }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('freeze' as const),
      coupon: ref,
      biz: freshOrEarlier,
      forMs: fc.constantFrom(1_000, 10 * minuteMs, 60 * minuteMs),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('unfreeze' as const),
      coupon: ref,
      biz: fc.option(earlierOrFresh, { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('deactivate' as const),
      coupons: fc.array(ref, { minLength: 1, maxLength: 3 }),
      to: fc.constantFrom(CouponStatus.expired, CouponStatus.invalid),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), coupon: ref }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('show' as const), coupon: ref }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('topup' as const), user: holder, change: funds(0), orderId }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('adjust' as const), user: holder, change: funds(-200), orderId }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      ms: fc.constantFrom<(number | StockKind)[]>(
        1,
        30_000,
        minuteMs,
        10 * minuteMs,
        16 * minuteMs,
        20 * minuteMs,
        'shop',
        'plain',
        'later',
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
];

const opening: readonly Command[] = [
  { do: 'topup', user: 'ann', change: { rechargeFen: 700, giftFen: 300, points: 60 }, orderId: undefined },
  { do: 'topup', user: 'ben', change: { rechargeFen: 90, giftFen: 10, points: 0 }, orderId: undefined },
];

/** After the end of most validities: what was taken by day is given back, and swept up. */
const evening: fc.Arbitrary<readonly Command[]> = fc
  .record({ before: fc.boolean(), bizIds: fc.array(earlierOrFresh, { maxLength: 2 }) })
  .map(({ before, bizIds }) => [
    { do: 'pass', ms: 'plain' },
    { do: 'pass', ms: 1 },
    ...(before ? [{ do: 'sweep' as const }] : []),
    ...bizIds.map((biz) => ({ do: 'reverse' as const, biz })),
    { do: 'sweep' },
  ]);

/** A day in the shop: something in the wallets and a few coupons first, since nearly everything is about them. */
export const days: fc.Arbitrary<readonly Command[]> = fc
  .tuple(
    fc.array(claim, { minLength: 1, maxLength: 4 }),
    fc.array(
      fc.oneof({ arbitrary: consume, weight: 14 }, { arbitrary: claim, weight: 4 }, ...others),
      // As long as they may be, for short days seldom tell anything.
      { minLength: 1, maxLength: 14, size: 'max' },
    ),
    fc.option(evening, { nil: [] }),
  )
  .map((parts) => [...opening, ...parts.flat()]);
