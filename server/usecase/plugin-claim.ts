// A person claims a coupon in the plugin: we issue it, and tell 出行服务. The ticket of the offer makes a claim that is sent twice one claim.
import { bucketOf } from '../domain/bucket.ts';
import { readClaimTicket, type TicketOwner } from '../domain/claim-ticket.ts';
import type { ClaimOutcome } from '../domain/claims.ts';
import { type OfferState, refusedState } from '../domain/offer.ts';
import { findStock } from '../store/sql/find-stock.ts';
import type { ClaimDesk } from './claim.ts';
import type { UseCaseDeps } from './deps.ts';

type Refused = Extract<ClaimOutcome, { kind: 'refused' }>;
export type TicketOutcome =
  | Exclude<ClaimOutcome, Refused>
  /** `state`: what the offer has become; undefined where the refusal says nothing about it. */
  | (Refused & { readonly state: OfferState | undefined });

/** @returns 'over' for a ticket that is too old, undefined for one that is not the user's */
export async function claimByTicket(
  deps: UseCaseDeps,
  claims: ClaimDesk,
  owner: TicketOwner,
  ticket: string,
): Promise<TicketOutcome | 'over' | undefined> {
  const read = readClaimTicket(deps.codeMac, owner, ticket, deps.now());
  if (read === undefined || read === 'over') return read;
  const outcome = await claims.claim({
    bucket: bucketOf(owner.userCode, deps.buckets),
    ...{ tenantId: owner.tenantId, appChannelId: owner.appChannelId, userCode: owner.userCode },
    stockId: read.stockId,
    requestId: read.requestId,
    source: 'issue',
    issuedBy: 'plugin',
    extra: undefined,
    phone: undefined,
  });
  if (outcome.kind !== 'refused') return outcome;
  const stock = await findStock(deps.database.read, owner.tenantId, read.stockId);
  return { ...outcome, state: stock && refusedState(outcome.reason, stock, deps.now()) };
}
