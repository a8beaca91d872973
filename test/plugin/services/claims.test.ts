// One wish is one coupon, below the page's own guard against double taps.
import { aCoupon, anOffer } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pluginModule } from '../kit/phone.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

function newDesk(now = anOffer()) {
  const { visitOf } = pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit');
  const { newClaimDesk } =
    pluginModule<typeof import('../../../plugin/services/claims.ts')>('services/claims');
  return newClaimDesk(visitOf({}, {}).call, async () => now);
}

const tickets = () => phone.server.askedFor('claim').map(({ body }) => body['ticket']);

describe('a claim', () => {
  it('is one while another of the same stock is under way', async () => {
    phone.server.answers('claim', { coupon: aCoupon() });
    const desk = newDesk();
    const results = await Promise.all([desk.claim(anOffer()), desk.claim(anOffer())]);
    expect(results.map((result) => result?.kind)).toEqual(['claimed', undefined]);
    expect(tickets()).toEqual(['ticket-1']);
  });

  it('does not wait for another stock', async () => {
    phone.server.answers('claim', { coupon: aCoupon() });
    const desk = newDesk();
    await Promise.all([
      desk.claim(anOffer()),
      desk.claim(anOffer({ stockId: 'test002', ticket: 'ticket-2' })),
    ]);
    expect(tickets()).toEqual(['ticket-1', 'ticket-2']);
  });

  it('takes an older coupon of the stock for no success', async () => {
    phone.server.answers('claim', 'timeout');
    const had = anOffer({ limit: 2, mine: 1, couponId: '7000' });
    expect(await newDesk(had).claim(had)).toMatchObject({ kind: 'failed' });
  });

  it.each(['proxy page', 'offline', 'timeout'] as const)('keeps its ticket after %s', async (trouble) => {
    phone.server.answers('claim', trouble, { coupon: aCoupon() });
    const desk = newDesk();
    await desk.claim(anOffer());
    await desk.claim(anOffer({ ticket: 'ticket-2' }));
    expect(tickets()).toEqual(['ticket-1', 'ticket-1']);
  });

  it('keeps its ticket when it was told to wait', async () => {
    phone.server.answers('claim', new Refusal('tooManyRequests', { retryable: true }));
    const desk = newDesk();
    expect(await desk.claim(anOffer())).toMatchObject({ kind: 'failed' });
    await desk.claim(anOffer({ ticket: 'ticket-2' }));
    expect(tickets()).toEqual(['ticket-1', 'ticket-1']);
  });

  it('believes only states that it knows', async () => {
    phone.server.answers('claim', new Refusal('claimRefused', { detail: 'from-the-future' }));
    expect(await newDesk().claim(anOffer())).toEqual({ kind: 'refused', failure: expect.anything() });
  });
});
