// Two instances of the server at one database, as two processes would be, with what the contract asks of them.
import type { Context } from '../../server/context.ts';
import { bucketOf } from '../../server/domain/bucket.ts';
import type { ClaimOutcome, ClaimRequest } from '../../server/domain/claims.ts';
import type { Coupon } from '../../server/domain/coupon.ts';
import { aClaim } from '../kit/builders.ts';
import { testContext } from '../kit/context.ts';

export interface Instances {
  readonly one: Context;
  readonly two: Context;
  /** A claim, in its user's bucket. */
  request(of: Partial<ClaimRequest>): ClaimRequest;
  /** Deals claims out to the two in turn. */
  deal(count: number, of: (index: number) => Partial<ClaimRequest>): Promise<ClaimOutcome[]>;
}

export async function twoInstances(): Promise<Instances> {
  const one = await testContext();
  const two = await testContext({ dataDir: one.settings.dataDir });
  const request = (of: Partial<ClaimRequest>) => {
    const claim = aClaim(of);
    return { ...claim, bucket: bucketOf(claim.userCode, one.useCases.buckets) };
  };
  return {
    one,
    two,
    request,
    deal: (count, of) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          (index % 2 === 0 ? one : two).claims.claim(request(of(index))),
        ),
      ),
  };
}

/** How many outcomes there are of each kind, refusals by their reason. */
export function tally(outcomes: readonly ClaimOutcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const key = outcome.kind === 'refused' ? outcome.reason : outcome.kind;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

export const couponsOf = (outcomes: readonly ClaimOutcome[]): Coupon[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [] : [outcome.coupon]));
