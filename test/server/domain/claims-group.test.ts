// What claims of one group take, later claims of the same group cannot take again.
import {
  byCounter,
  type ClaimRequest,
  type ClaimView,
  counterKey,
  decideClaims,
  stockKey,
} from '../../../server/domain/claims.ts';
import { aClaim, aStock } from '../../kit/builders.ts';
import { noon } from '../../kit/clock.ts';

const stocks = [
  aStock({ stockId: 'a', maxCoupons: 3, maxCouponsPerUser: 2 }),
  aStock({ stockId: 'b', maxCoupons: 1, maxCouponsPerUser: 1 }),
];
const view: ClaimView = {
  stocks: new Map(stocks.map((stock) => [stockKey(stock), stock])),
  counters: new Map(
    stocks.map(({ stockId, maxCoupons }) => {
      const counter = { ...aClaim({ stockId }), issued: 0, quota: maxCoupons };
      return [counterKey(counter), counter];
    }),
  ),
  userCounters: new Map(),
  known: new Map(),
};

/** `user stock request_id` */
const claims = (...lines: string[]): ClaimRequest[] =>
  lines.map((line) => {
    const [userCode = '', stockId = '', requestId] = line.split(' ');
    return aClaim({ userCode, stockId, requestId });
  });

function decide(...lines: string[]) {
  let made = 0;
  const decision = decideClaims(view, claims(...lines), noon, () => `c${++made}`);
  const answers = decision.outcomes.map((outcome) =>
    outcome.kind === 'refused' ? outcome.reason : `${outcome.kind} ${outcome.coupon.couponId}`,
  );
  return { ...decision, answers };
}

describe('decideClaims for a group', () => {
  it('answers in the order of the requests', () => {
    expect(decide('u1 a r1', 'u1 x r2', 'u2 b r3', 'u3 b r4').answers).toEqual([
      'issued c1',
      'stockNotFound',
      'issued c2',
      'stockExhausted',
    ]);
  });

  it('takes no request_id for none', () => {
    expect(decide('u1 a', 'u2 a undefined', 'u1 a').answers).toEqual(['issued c1', 'issued c2', 'issued c3']);
    expect(decide('u2 a undefined', 'u1 a').answers).toEqual(['issued c1', 'issued c2']);
    expect(decide('u1 a undefined', 'u1 a').answers).toEqual(['issued c1', 'issued c2']);
  });

  it('gives a request_id one coupon, however often it comes', () => {
    const decision = decide('u1 a r1', 'u1 a r1', 'u1 a r1', 'u1 a r1');
    expect(decision.answers).toEqual(['issued c1', 'repeated c1', 'repeated c1', 'repeated c1']);
    expect(decision.coupons).toHaveLength(1);
    expect(decision.counters).toMatchObject([{ issued: 1 }]);
  });

  it('refuses a request_id that another of the group took', () => {
    expect(decide('u1 a r1', 'u2 a r1', 'u1 b r1').answers).toEqual([
      'issued c1',
      'requestIdReused',
      'requestIdReused',
    ]);
  });

  it('pins no refusal to its request_id', () => {
    expect(decide('u1 x r1', 'u1 a r1').answers).toEqual(['stockNotFound', 'issued c1']);
  });

  it('keeps to the limit of a user', () => {
    const decision = decide('u1 a r1', 'u1 a r2', 'u1 a r3', 'u2 a r4');
    expect(decision.answers).toEqual(['issued c1', 'issued c2', 'userLimitReached', 'issued c3']);
    expect(decision.userCounters).toMatchObject([
      { userCode: 'u1', issued: 2 },
      { userCode: 'u2', issued: 1 },
    ]);
  });

  it('keeps to the limit of the stock', () => {
    const decision = decide('u1 a r1', 'u2 a r2', 'u3 a r3', 'u4 a r4');
    expect(decision.answers).toEqual(['issued c1', 'issued c2', 'issued c3', 'stockExhausted']);
    expect(decision.counters).toMatchObject([{ stockId: 'a', issued: 3, quota: 3 }]);
  });

  it('takes issues without a request_id as different ones', () => {
    const issue = aClaim({ stockId: 'a', requestId: undefined, source: 'issue' });
    const { outcomes } = decideClaims(view, [issue, issue], noon, () => 'c');
    expect(outcomes).toMatchObject([
      { kind: 'issued', coupon: { source: 'issue', requestId: undefined } },
      { kind: 'issued' },
    ]);
  });

  it('counts each bucket by its own slot', () => {
    const slot = (bucket: number, quota: number) => ({
      ...aClaim({ stockId: 'a', bucket }),
      issued: 0,
      quota,
    });
    const two = [slot(0, 1), slot(1, 2)];
    const sharded = { ...view, counters: new Map(two.map((counter) => [counterKey(counter), counter])) };
    const requests = [0, 0, 1, 1].map((bucket, index) =>
      aClaim({ bucket, stockId: 'a', userCode: `u${index}`, requestId: `r${index}` }),
    );
    const { outcomes, counters } = decideClaims(sharded, requests, noon, () => 'c');
    expect(outcomes.map(({ kind }) => kind)).toEqual(['issued', 'refused', 'issued', 'issued']);
    expect(counters).toMatchObject([
      { bucket: 0, issued: 1 },
      { bucket: 1, issued: 2 },
    ]);
  });
});

it('locks counters by bucket, then tenant, then stock', () => {
  const inOrder = [
    { bucket: 0, tenantId: 'b', stockId: 'b' },
    { bucket: 1, tenantId: 'a', stockId: 'b' },
    { bucket: 1, tenantId: 'a', stockId: 'c' },
    { bucket: 1, tenantId: 'b', stockId: 'a' },
    { bucket: 2, tenantId: 'a', stockId: 'a' },
    { bucket: 10, tenantId: 'a', stockId: 'a' },
  ];
  expect(inOrder.toReversed().sort(byCounter)).toEqual(inOrder);
  expect([3, 0, 5, 1, 4, 2].flatMap((at) => inOrder[at] ?? []).sort(byCounter)).toEqual(inOrder);
});
