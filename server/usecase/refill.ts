// With several buckets a stock has a counter in each, and a claim asks its user's alone. A counter that runs dry gets its share of what
// the others have left; a claim is refused only when all of them together, locked, have none.
import type { ClaimOutcome, ClaimRequest } from '../domain/claims.ts';
import { stockKey } from '../domain/claims.ts';
import { issuedOf, shareQuota } from '../domain/quota.ts';
import type { Stock } from '../domain/stock.ts';
import { StoreBusy } from '../store/errors.ts';
import { lockStockCounters, saveQuotas } from '../store/sql/stock-counters.ts';
import type { UseCaseDeps } from './deps.ts';
import { asError } from './errors.ts';

/** An outcome for each request, in their order. */
export type ClaimGroup = (requests: readonly ClaimRequest[]) => Promise<readonly (ClaimOutcome | Error)[]>;

/** Others may take what a refill brought before we come to it, each time: they get on then, and so do we in the end. */
const roundsAtMost = 50;

/** Claims again, after a refill, what was refused by a dry counter only. */
export function withRefill(deps: UseCaseDeps, claim: ClaimGroup): ClaimGroup {
  // The version of a stock that was found to have none left at all: only new terms give it more.
  const soldOut = new Map<string, number>();

  const isSoldOut = (stock: Stock) => soldOut.get(stockKey(stock)) === stock.version;

  async function refillAll(dry: ReadonlyMap<string, DryStock>): Promise<void> {
    for (const [key, { stock, buckets }] of dry) {
      const version = await refill(deps, stock, buckets);
      if (version !== undefined) soldOut.set(key, version);
    }
  }

  /** @returns an outcome for each. Where the store fails that is the error, and theirs alone: the others of the group are on disk. */
  async function claimAgain(again: readonly DryClaim[]): Promise<readonly (ClaimOutcome | Error)[]> {
    try {
      await refillAll(dryStocks(again));
      return await claim(again.map(({ request }) => request));
    } catch (error) {
      return again.map(() => asError(error));
    }
  }

  return async (requests) => {
    const outcomes = [...(await claim(requests))];
    for (let round = 0; round < roundsAtMost; round += 1) {
      const again = requests.flatMap((request, index) => {
        const outcome = outcomes[index];
        return ranDry(outcome) && !isSoldOut(outcome.stock) ? [{ index, request, outcome }] : [];
      });
      if (again.length === 0) return outcomes;
      const decided = await claimAgain(again);
      for (const [place, { index }] of again.entries())
        outcomes[index] = decided[place] as ClaimOutcome | Error;
    }
    return outcomes.map((outcome) =>
      ranDry(outcome) && !isSoldOut(outcome.stock)
        ? new StoreBusy('other claims took each refill of this stock')
        : outcome,
    );
  };
}

type Dry = ClaimOutcome & { readonly stock: Stock };

interface DryClaim {
  readonly request: ClaimRequest;
  readonly outcome: Dry;
}

const ranDry = (outcome: ClaimOutcome | Error | undefined): outcome is Dry =>
  outcome !== undefined &&
  !(outcome instanceof Error) &&
  outcome.kind === 'refused' &&
  outcome.stock !== undefined;

interface DryStock {
  readonly stock: Stock;
  readonly buckets: Set<number>;
}

function dryStocks(again: readonly DryClaim[]): ReadonlyMap<string, DryStock> {
  const dry = new Map<string, DryStock>();
  for (const { request, outcome } of again) {
    const key = stockKey(outcome.stock);
    const entry = dry.get(key) ?? { stock: outcome.stock, buckets: new Set<number>() };
    entry.buckets.add(request.bucket);
    dry.set(key, entry);
  }
  return dry;
}

/** @returns the stock's version, if it has none left in any bucket; undefined when the dry buckets have got some. */
async function refill(
  deps: UseCaseDeps,
  stock: Stock,
  dry: ReadonlySet<number>,
): Promise<number | undefined> {
  return deps.database.transaction(async (tx) => {
    const counters = await lockStockCounters(tx, stock, deps.buckets);
    const max = counters.reduce((sum, { quota }) => sum + quota, 0);
    // New terms would have needed these locks: none came in since the claim was decided, or it is asked again anyway.
    if (issuedOf(counters) >= max) return stock.version;
    const stillDry = counters.some(({ bucket, issued, quota }) => dry.has(bucket) && issued >= quota);
    if (stillDry) await saveQuotas(tx, shareQuota(max, counters, dry));
    return undefined;
  });
}
