// Claims and issues coupons (sp §6 claim). Requests that arrive together are decided and committed together.
import { type ClaimDecision, type ClaimOutcome, type ClaimRequest, decideClaims } from '../domain/claims.ts';
import { couponIssued } from '../domain/events.ts';
import type { Session } from '../store/database.ts';
import { StoreUnavailable } from '../store/errors.ts';
import { GroupQueue } from '../store/group-queue.ts';
import { loadClaimView } from '../store/sql/load-claim-view.ts';
import { saveClaims } from '../store/sql/save-claims.ts';
import { channelOf } from './channel-of.ts';
import type { UseCaseDeps } from './deps.ts';
import { asError } from './errors.ts';
import { recordEvents } from './record-events.ts';
import { type ClaimGroup, withRefill } from './refill.ts';

export interface ClaimDesk {
  /**
   * @returns the outcome, after it is on disk.
   * @throws QueueFull when too many wait, StoreUnavailable when the outcome cannot be written.
   */
  claim(request: ClaimRequest): Promise<ClaimOutcome>;
  /** Whether a claim would be refused now, whatever it asks for: then it need not even be read. */
  readonly isFull: () => boolean;
}

export interface ClaimDeskOptions {
  readonly groupLimit: number;
  readonly queueLimit: number;
  readonly waitLimitMs?: number;
  readonly onGroup?: (size: number) => void;
}

export function createClaimDesk(deps: UseCaseDeps, options: ClaimDeskOptions): ClaimDesk {
  const claim: ClaimGroup = (requests) => claimGroup(deps, requests);
  const run = deps.buckets === 1 ? claim : withRefill(deps, claim);
  const queue = new GroupQueue<ClaimRequest, ClaimOutcome>({
    ...options,
    run: (requests) => {
      options.onGroup?.(requests.length);
      return run(requests);
    },
  });
  return { claim: (request) => queue.push(request), isFull: () => queue.isFull };
}

async function claimGroup(
  deps: UseCaseDeps,
  requests: readonly ClaimRequest[],
): Promise<readonly (ClaimOutcome | Error)[]> {
  try {
    return await claimTogether(deps, requests);
  } catch (error) {
    if (error instanceof StoreUnavailable || requests.length === 1) throw error;
    // One of them is refused by the database, or cannot be told: whoever is innocent must not suffer for it.
    return claimOneByOne(deps, requests);
  }
}

async function claimOneByOne(deps: UseCaseDeps, requests: readonly ClaimRequest[]) {
  const outcomes: (ClaimOutcome | Error)[] = [];
  let unavailable: StoreUnavailable | undefined;
  for (const request of requests) {
    // A store that is gone is not asked for everybody: each of them would wait for it again.
    const [outcome] = unavailable
      ? [unavailable]
      : await claimTogether(deps, [request]).catch((error: unknown) => [asError(error)]);
    if (outcome instanceof StoreUnavailable) unavailable = outcome;
    outcomes.push(outcome ?? new Error('no outcome'));
  }
  return outcomes;
}

async function claimTogether(
  deps: UseCaseDeps,
  requests: readonly ClaimRequest[],
): Promise<readonly ClaimOutcome[]> {
  const decision = await deps.database.transaction(async (tx) => {
    const view = await loadClaimView(tx, requests, deps.buckets);
    const decided = decideClaims(view, requests, deps.now(), deps.nextId);
    await saveClaims(tx, decided, deps.buckets);
    await recordIssued(deps, tx, decided);
    return decided;
  });
  if (decision.coupons.some((coupon) => coupon.source === 'issue')) deps.eventsCommitted();
  return decision.outcomes;
}

/** What we gave by ourselves must be told; what 出行服务 claimed it knows from the answer. */
async function recordIssued(deps: UseCaseDeps, tx: Session, decision: ClaimDecision): Promise<void> {
  const messages = decision.outcomes.flatMap((outcome) =>
    outcome.kind === 'issued' && outcome.coupon.source === 'issue'
      ? [couponIssued(outcome.coupon, outcome.stock, channelOf(deps, outcome.stock).policies)]
      : [],
  );
  await recordEvents(deps, tx, messages);
}
