// What the claim page knows and does, apart from how it looks: loads the offers, claims, and shows both after every step.
import type { OfferView } from '../../../shared/plugin/messages/views.ts';
import type { Cancel } from '../../services/cancel';
import { type ClaimResult, newClaimDesk } from '../../services/claims';
import type { Failure } from '../../services/outcome';
import type { Visit } from '../../services/visit';
import { type Mark, type OfferItem, offerItem } from './offer-item';

export interface OffersView {
  readonly phase: 'loading' | 'ready' | 'empty' | 'error';
  readonly items: readonly OfferItem[];
  readonly failure: Failure | null;
  readonly busy: boolean;
}

export interface OffersModel {
  /** What is shown stays there meanwhile, and also when it fails. */
  load(): Promise<void>;
  claim(stockId: string): Promise<void>;
  readonly failed: boolean;
}

export function newOffersModel(visit: Visit, cancel: Cancel, show: (view: OffersView) => void): OffersModel {
  let offers: readonly OfferView[] | undefined;
  let failure: Failure | null = null;
  let busy = false;
  const marks = new Map<string, Mark>();
  const claims = newClaimDesk(visit.call, async (stockId) => {
    await fetchOffers();
    return offers?.find((offer) => offer.stockId === stockId);
  });

  function present(): void {
    if (cancel.cancelled) return;
    const items = (offers ?? []).map((offer) => offerItem(offer, marks.get(offer.stockId)));
    show({ phase: phaseOf(), items, failure: offers === undefined ? failure : null, busy });
  }

  function phaseOf(): OffersView['phase'] {
    if (offers !== undefined) return offers.length === 0 ? 'empty' : 'ready';
    return failure === null ? 'loading' : 'error';
  }

  async function fetchOffers(): Promise<void> {
    const launch = await visit.launch();
    if (!launch.ok) {
      failure = launch.failure;
      return;
    }
    const { stockId } = launch.data;
    const stockIds = stockId === undefined ? [] : [stockId];
    const outcome = await visit.call('offers', { stockIds }, cancel);
    if (outcome.ok) offers = outcome.data.offers;
    failure = outcome.ok ? null : outcome.failure;
  }

  function take(result: ClaimResult, stockId: string): void {
    if (result.kind === 'claimed') {
      marks.set(stockId, { kind: 'fresh' });
      patch(stockId, { state: 'claimed', couponId: result.couponId });
      visit.happened('claimed', { stockId, couponId: result.couponId });
      return;
    }
    // Where the state itself says why, a second sentence would only repeat it.
    if (result.kind === 'refused' && result.state !== undefined) {
      marks.delete(stockId);
      patch(stockId, { state: result.state });
    } else marks.set(stockId, { kind: 'problem', failure: result.failure });
  }

  function patch(stockId: string, change: Partial<OfferView>): void {
    offers = offers?.map((offer) => (offer.stockId === stockId ? { ...offer, ...change } : offer));
  }

  return {
    get failed() {
      return offers === undefined && failure !== null;
    },
    async load() {
      busy = true;
      present();
      await fetchOffers();
      busy = false;
      present();
    },
    async claim(stockId) {
      const offer = offers?.find((one) => one.stockId === stockId);
      if (offer?.state !== 'claimable') return;
      marks.set(stockId, { kind: 'busy' });
      present();
      const result = await claims.claim(offer);
      if (result === undefined) return;
      take(result, stockId);
      present();
      if (result.kind === 'failed') return;
      // How many there are now, and the ticket for the next one.
      await fetchOffers();
      present();
    },
  };
}
