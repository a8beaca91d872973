// The claim desk: exact limits under any rush, one coupon for a request_id, answers only for what is on disk.
import type { Context } from '../../../server/context.ts';
import type { ClaimOutcome, ClaimRequest } from '../../../server/domain/claims.ts';
import { createClaimDesk } from '../../../server/usecase/claim.ts';
import { QueueFull } from '../../../server/usecase/errors.ts';
import { aClaim } from '../../kit/builders.ts';
import { testContext } from '../../kit/context.ts';
import { outboxOf } from '../../kit/outbox.ts';
import { runningStock } from '../../kit/stocks.ts';

let context: Context;
beforeEach(async () => {
  context = await testContext();
});

const claimAll = (requests: readonly ClaimRequest[]): Promise<ClaimOutcome[]> =>
  Promise.all(requests.map((request) => context.claims.claim(request)));
const many = (count: number, of: (index: number) => Partial<ClaimRequest>) =>
  Array.from({ length: count }, (_, index) => aClaim(of(index)));
const tally = (outcomes: readonly ClaimOutcome[]) => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const key = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};
const stored = () => context.database.read.all<{ user_code: string }>('SELECT user_code FROM coupon');
const issued = async (stockId: string) => {
  const sql = 'SELECT issued FROM stock_counter WHERE stock_id = ?';
  return (await context.database.read.all<{ issued: number }>(sql, [stockId]))[0]?.issued;
};

describe('a rush of claims', () => {
  it('gives out exactly what there is', async () => {
    const stockId = await runningStock(context, { max_coupons: 100, max_coupons_per_user: 1 });
    const outcomes = await claimAll(many(500, (n) => ({ stockId, userCode: `u${n}`, requestId: `r${n}` })));
    expect(tally(outcomes)).toEqual({ issued: 100, stockExhausted: 400 });
    expect(await stored()).toHaveLength(100);
    expect(await issued(stockId)).toBe(100);
  });

  it('answers one request_id with one coupon, always the same', async () => {
    const stockId = await runningStock(context);
    const outcomes = await claimAll(many(50, () => ({ stockId })));
    expect(tally(outcomes)).toEqual({ issued: 1, repeated: 49 });
    const coupons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [] : [outcome.coupon]));
    expect(coupons).toEqual(new Array(50).fill(coupons[0]));
    expect(await stored()).toHaveLength(1);
  });

  it('gives a user no more than their share', async () => {
    const stockId = await runningStock(context, { max_coupons_per_user: 3 });
    const outcomes = await claimAll(many(100, (n) => ({ stockId, requestId: `r${n}` })));
    expect(tally(outcomes)).toEqual({ issued: 3, userLimitReached: 97 });
    expect(await issued(stockId)).toBe(3);
  });

  it('knows what each of a group has had before', async () => {
    const stockId = await runningStock(context, { max_coupons_per_user: 1 });
    const users = ['u1', 'u2', 'u3'];
    const round = (name: string) =>
      claimAll(users.map((userCode) => aClaim({ stockId, userCode, requestId: `${name} ${userCode}` })));
    expect(tally(await round('first'))).toEqual({ issued: 3 });
    expect(tally(await round('second'))).toEqual({ userLimitReached: 3 });
  });

  it('shares its commits', async () => {
    const sizes: number[] = [];
    const options = { groupLimit: 64, queueLimit: 1000, onGroup: (size: number) => sizes.push(size) };
    const desk = createClaimDesk(context.useCases, options);
    await Promise.all(
      many(100, (n) => ({ userCode: `u${n}`, requestId: `r${n}` })).map((request) => desk.claim(request)),
    );
    expect(sizes).toEqual([64, 36]);
  });

  it('turns away who finds too many waiting', async () => {
    const desk = createClaimDesk(context.useCases, { groupLimit: 1, queueLimit: 1 });
    const settled = await Promise.allSettled([desk.claim(aClaim()), desk.claim(aClaim({ requestId: 'r2' }))]);
    expect(settled).toMatchObject([{ value: { kind: 'issued' } }, { reason: expect.any(QueueFull) }]);
  });

  it('says so before anybody is turned away', async () => {
    const desk = createClaimDesk(context.useCases, { groupLimit: 1, queueLimit: 1 });
    expect(desk.isFull()).toBe(false);
    const claim = desk.claim(aClaim());
    expect(desk.isFull()).toBe(true);
    await claim;
    expect(desk.isFull()).toBe(false);
  });

  it('takes what other buckets have left', async () => {
    const useCases = { ...context.useCases, buckets: 2 };
    const stockId = await runningStock({ ...context, useCases }, { max_coupons: 3, max_coupons_per_user: 1 });
    const desk = createClaimDesk(useCases, { groupLimit: 1, queueLimit: 10 });
    const ofOneBucket = many(4, (n) => ({ stockId, bucket: 1, userCode: `u${n}`, requestId: `r${n}` }));
    const outcomes = await Promise.all(ofOneBucket.map((request) => desk.claim(request)));
    expect(tally(outcomes)).toEqual({ issued: 3, stockExhausted: 1 });
  });
});

describe('a claim', () => {
  it('stores its coupon with all that belongs to it', async () => {
    const phone = context.phones.store('13911112222', { tenantId: 'demo', userCode: 'u' });
    const outcome = await context.claims.claim(aClaim({ extra: '{"a":1}', phone }));
    const [row] = await context.database.read.all('SELECT * FROM coupon');
    expect(outcome).toMatchObject({
      kind: 'issued',
      coupon: { couponId: expect.stringMatching(/^\d{19}$/), phone },
    });
    expect(row).toMatchObject({ request_id: 'r1', extra: '{"a":1}', phone_masked: '139****2222', status: 1 });
    expect(JSON.stringify(row)).not.toContain('13911112222');
  });

  it('is told to nobody, since its answer tells it', async () => {
    const before = await outboxOf(context.database.read);
    let told = 0;
    context.onEvents(() => {
      told += 1;
    });
    await context.claims.claim(aClaim());
    expect(await outboxOf(context.database.read)).toEqual(before);
    expect(told).toBe(0);
  });

  it('keeps its answer in another process and later', async () => {
    const first = await context.claims.claim(aClaim());
    const another = await testContext({ dataDir: context.settings.dataDir });
    expect(await another.claims.claim(aClaim())).toEqual({ ...first, kind: 'repeated' });
  });
});

describe('a coupon that we issue', () => {
  const issue = { source: 'issue', requestId: undefined, appChannelId: undefined } as const;

  it('is told whole, in the transaction that makes it', async () => {
    let told = 0;
    context.onEvents(() => {
      told += 1;
    });
    const outcome = await context.claims.claim(aClaim(issue));
    const couponId = outcome.kind === 'issued' ? outcome.coupon.couponId : '';
    expect(await outboxOf(context.database.read, `coupon:${couponId}`)).toMatchObject([
      { interface: 'coupon.rsync', appChannelId: 1, body: { coupon_id: couponId, coupon_status: 1 } },
    ]);
    expect(told).toBe(1);
  });

  it('is told at once beside others that need not be', async () => {
    const eventsCommitted = jest.fn();
    const desk = createClaimDesk({ ...context.useCases, eventsCommitted }, { groupLimit: 2, queueLimit: 2 });
    await Promise.all([desk.claim(aClaim({ ...issue, userCode: 'u2' })), desk.claim(aClaim())]);
    expect(eventsCommitted).toHaveBeenCalledTimes(1);
  });

  it('is not told when it was refused', async () => {
    const before = await outboxOf(context.database.read);
    await context.claims.claim(aClaim(issue));
    expect(await context.claims.claim(aClaim(issue))).toMatchObject({ reason: 'userLimitReached' });
    expect(await outboxOf(context.database.read)).toHaveLength(before.length + 1);
  });

  it('is told once when its request is repeated', async () => {
    const before = await outboxOf(context.database.read);
    await claimAll(many(5, () => ({ ...issue, requestId: 'own-1' })));
    expect(await outboxOf(context.database.read)).toHaveLength(before.length + 1);
  });
});
