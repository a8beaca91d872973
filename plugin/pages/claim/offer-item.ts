// An offer as its card shows it: what stands there, and what can be tapped.
import type { OfferView } from '../../../shared/plugin/messages/views.ts';
import { timeText } from '../../format/dates';
import { words } from '../../i18n/words';
import { type Failure, isUncertain } from '../../services/outcome';

/** What has happened to the offer on this page. */
export type Mark =
  | { readonly kind: 'busy' }
  | { readonly kind: 'fresh' }
  | { readonly kind: 'problem'; readonly failure: Failure };

export interface OfferItem {
  readonly stockId: string;
  readonly offer: OfferView;
  readonly status: string;
  readonly icon: string;
  readonly tone: 'good' | 'bad' | 'plain';
  readonly muted: boolean;
  /** The claim button's label; empty: there is none. */
  readonly claim: string;
  readonly busy: boolean;
  /** A coupon of it that can be looked at, and what the button to it says. */
  readonly couponId: string;
  readonly look: string;
  readonly problem: string;
  readonly reference: string;
}

const icons: Readonly<Record<OfferView['state'], string>> = {
  'not-started': 'clock',
  claimable: 'ticket',
  claimed: 'check',
  'limit-reached': 'info',
  'sold-out': 'ban',
  paused: 'clock',
  ended: 'ban',
};

export function offerItem(offer: OfferView, mark: Mark | undefined): OfferItem {
  const { labels } = words();
  const busy = mark?.kind === 'busy';
  const fresh = mark?.kind === 'fresh';
  const failure = mark?.kind === 'problem' ? mark.failure : undefined;
  const good = fresh || offer.state === 'claimed';
  const claim = offer.couponId === undefined ? labels.claim : labels.claimMore;
  return {
    stockId: offer.stockId,
    offer,
    status: fresh ? labels.claimSucceeded : statusText(offer),
    icon: fresh ? 'check' : icons[offer.state],
    tone: good ? 'good' : 'plain',
    muted: ['sold-out', 'ended', 'paused', 'not-started'].includes(offer.state) && !good,
    claim: offer.state === 'claimable' ? (busy ? labels.claiming : claim) : '',
    busy,
    couponId: offer.couponId ?? '',
    // At the limit without being "claimed" the latest one is used up or over.
    look: offer.state === 'limit-reached' && !fresh ? labels.view : labels.use,
    problem: failure === undefined ? '' : problemText(failure),
    reference: failure?.reference ?? '',
  };
}

function statusText({ state, beginAt, mine, limit }: OfferView): string {
  const { offers, phrases } = words();
  switch (state) {
    case 'claimable':
      return limit > 1 || mine > 0 ? phrases.mine(mine, limit) : '';
    case 'not-started':
      return phrases.join([offers[state], phrases.startsAt(timeText(beginAt))]);
    case 'claimed':
      return limit > 1 ? phrases.join([offers[state], phrases.mine(mine, limit)]) : offers[state];
    case 'limit-reached':
      return phrases.join([offers[state], phrases.mine(mine, limit)]);
    default:
      return offers[state];
  }
}

/** After an uncertain claim people fear two things: to have lost it, and to get it twice. */
function problemText(failure: Failure): string {
  return isUncertain(failure) ? words().failures.claimUncertain : failure.message;
}
