// Several processes claim from one stock at the same time: the limits hold over all of them.
import type { Context } from '../../../server/context.ts';
import type { ClaimOutcome } from '../../../server/domain/claims.ts';
import { type ClaimDesk, createClaimDesk } from '../../../server/usecase/claim.ts';
import { aClaim } from '../../kit/builders.ts';
import { testContext } from '../../kit/context.ts';
import { pausing } from '../../kit/pausing.ts';
import { runningStock } from '../../kit/stocks.ts';

let context: Context;
let desks: [ClaimDesk, ClaimDesk];
beforeEach(async () => {
  context = await testContext();
  const another = await testContext({ dataDir: context.settings.dataDir });
  const deskOf = ({ useCases }: Context) =>
    createClaimDesk(
      { ...useCases, database: pausing(useCases.database) },
      { groupLimit: 30, queueLimit: 1000 },
    );
  desks = [deskOf(context), deskOf(another)];
});

/** Deals claims out to the two desks in turn. */
const deal = (count: number, of: (index: number) => Parameters<typeof aClaim>[0]): Promise<ClaimOutcome[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) => desks[index % 2 === 0 ? 0 : 1].claim(aClaim(of(index)))),
  );

const ofKind = (outcomes: readonly ClaimOutcome[], kind: string) =>
  outcomes.filter((outcome) => outcome.kind === kind);
const stored = () => context.database.read.all('SELECT coupon_id FROM coupon');

describe('two processes at one database', () => {
  it('give out exactly what there is', async () => {
    const stockId = await runningStock(context, { max_coupons: 100 });
    const outcomes = await deal(400, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` }));
    expect(ofKind(outcomes, 'issued')).toHaveLength(100);
    expect(ofKind(outcomes, 'refused')).toEqual(
      new Array(300).fill(expect.objectContaining({ kind: 'refused', reason: 'stockExhausted' })),
    );
    expect(await stored()).toHaveLength(100);
  });

  it('give a user no more than their share', async () => {
    const stockId = await runningStock(context, { max_coupons_per_user: 3 });
    const outcomes = await deal(100, (n) => ({ stockId, requestId: `r${n}` }));
    expect(ofKind(outcomes, 'issued')).toHaveLength(3);
    expect(await stored()).toHaveLength(3);
  });

  it('answer a request_id with one coupon, whoever is asked', async () => {
    const stockId = await runningStock(context, { max_coupons_per_user: 50 });
    const outcomes = await deal(200, (n) => ({ stockId, requestId: `r${Math.floor(n / 2) % 10}` }));
    expect(ofKind(outcomes, 'issued')).toHaveLength(10);
    expect(ofKind(outcomes, 'repeated')).toHaveLength(190);
    const coupons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [] : [outcome.coupon]));
    const pairs = new Set(coupons.map(({ requestId, couponId }) => `${requestId} ${couponId}`));
    expect(pairs.size).toBe(10);
    expect(await stored()).toHaveLength(10);
  });
});
