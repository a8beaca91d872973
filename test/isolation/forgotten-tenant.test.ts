// The matrix itself: handlers that forget whose the thing is that they look up, and it has to name them.
import { doorsOf } from '../kit/doors.ts';
import { runMatrix } from './matrix.ts';
import { openWorld } from './parties.ts';

/** Looks things up as their owner would, whoever asks. */
jest.mock('../../server/usecase/coupon-of.ts', () => {
  const real = jest.requireActual('../../server/usecase/coupon-of.ts');
  const { findCoupon } = jest.requireActual('../../server/store/sql/find-coupons.ts');
  return {
    ...real,
    couponOf: async (deps: { database: { read: unknown }; buckets: number }, _: string, couponId: string) => {
      const coupon = await findCoupon(deps.database.read, couponId, deps.buckets);
      return coupon && real.couponOf(deps, coupon.tenantId, couponId);
    },
  };
});

/** Tells of any user's coupon. */
jest.mock('../../server/usecase/plugin-coupons.ts', () => {
  const real = jest.requireActual('../../server/usecase/plugin-coupons.ts');
  const { findCoupon } = jest.requireActual('../../server/store/sql/find-coupons.ts');
  return {
    ...real,
    couponOfUser: async (
      deps: { database: { read: unknown }; buckets: number },
      owner: object,
      couponId: string,
    ) => {
      const coupon = await findCoupon(deps.database.read, couponId, deps.buckets);
      return (
        coupon &&
        real.couponOfUser(deps, { ...owner, tenantId: coupon.tenantId, userCode: coupon.userCode }, couponId)
      );
    },
  };
});

it('names every route whose handler forgets the tenant or the user', async () => {
  const world = await openWorld();
  const doors = doorsOf(world.visits.server.context).filter(
    ({ wire, key }) => wire === 'plugin' || /^POST \/api\/v2 (communal\.)?coupon\./.test(key),
  );
  const { problems } = await runMatrix(world, doors);
  const routes = new Set(problems.map((problem) => problem.split(' | ').slice(0, 2).join(' | ')));
  expect([...routes].sort()).toEqual([
    'POST /api/v2 communal.coupon.coupon-detail | the other tenant',
    'POST /api/v2 coupon.off-coupon | the other tenant',
    'POST /plugin/v1/code | another user',
    'POST /plugin/v1/code | the other tenant',
    'POST /plugin/v1/coupon | another user',
    'POST /plugin/v1/coupon | the other tenant',
    'POST /plugin/v1/watch | another user',
    'POST /plugin/v1/watch | the other tenant',
  ]);
}, 240_000);
