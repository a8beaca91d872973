// Claims a coupon with the ticket of its offer.
import { PluginError } from '../../../shared/plugin/errors.ts';
import { effective } from '../../domain/coupon.ts';
import { claimByTicket } from '../../usecase/plugin-claim.ts';
import type { SessionHandle } from './call.ts';
import { couponView } from './views.ts';

export const claim: SessionHandle<'claim'> = async ({ useCases, claims, metrics }, { request }, session) => {
  const outcome = await claimByTicket(useCases, claims, session, request.ticket);
  if (outcome === undefined) throw new PluginError('badRequest');
  if (outcome === 'over') throw new PluginError('ticketOver');
  metrics.claims.inc({ result: outcome.kind === 'refused' ? outcome.reason : outcome.kind });
  if (outcome.kind === 'refused') throw new PluginError('claimRefused', outcome.state);
  const now = useCases.now();
  return { coupon: couponView({ ...outcome, coupon: effective(outcome.coupon, now) }, now) };
};
