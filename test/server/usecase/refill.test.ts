// Claims that ran dry are asked again; what becomes of them then is theirs alone: the others of the group are on disk by now.
import type { ClaimOutcome } from '../../../server/domain/claims.ts';
import { StoreBusy } from '../../../server/store/errors.ts';
import type { UseCaseDeps } from '../../../server/usecase/deps.ts';
import { type ClaimGroup, withRefill } from '../../../server/usecase/refill.ts';
import { aClaim, aCoupon, aStock } from '../../kit/builders.ts';

const stock = aStock();
const issued: ClaimOutcome = { kind: 'issued', coupon: aCoupon(), stock };
const dry: ClaimOutcome = { kind: 'refused', reason: 'stockExhausted', stock };
const busy = new StoreBusy('no connection came free');
const requests = ['a', 'b'].map((userCode) => aClaim({ userCode }));

/** @param refill what becomes of a refill: undefined says that the counters have something now */
const claimWith = (refill: () => Promise<undefined>, claim: ClaimGroup) =>
  withRefill({ database: { transaction: refill }, buckets: 2 } as unknown as UseCaseDeps, claim)(requests);

it('rejects only who is asked again when the refill fails', async () => {
  const outcomes = await claimWith(
    () => Promise.reject(busy),
    async () => [issued, dry],
  );
  expect(outcomes).toEqual([issued, busy]);
});

it('rejects only who is asked again when their claim fails', async () => {
  const groups: number[] = [];
  const outcomes = await claimWith(
    async () => undefined,
    async (group) => {
      groups.push(group.length);
      if (groups.length === 2) throw busy;
      return [issued, dry];
    },
  );
  expect(outcomes).toEqual([issued, busy]);
  expect(groups).toEqual([2, 1]);
});

it('says busy when others take each refill', async () => {
  const outcomes = await claimWith(
    async () => undefined,
    async (group) => group.map(() => dry),
  );
  expect(outcomes).toEqual([expect.any(StoreBusy), expect.any(StoreBusy)]);
});
