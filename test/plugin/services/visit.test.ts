// Which pages share a visit, and what its host is told.
import { newPhone, type Phone, pluginModule } from '../kit/phone.ts';

let phone: Phone;
let visits: typeof import('../../../plugin/services/visit.ts');

beforeEach(() => {
  phone = newPhone();
  visits = pluginModule('services/visit');
});

describe('visitOf', () => {
  it('goes on with the visit of the page that opened it', () => {
    const first = visits.visitOf({ user_code: 'a' }, {});
    expect(visits.visitOf({ coupon_id: '7', inner: '1' }, {})).toBe(first);
  });

  it('begins anew when a host opens a page', () => {
    const first = visits.visitOf({ user_code: 'a' }, {});
    expect(visits.visitOf({ user_code: 'b' }, {})).not.toBe(first);
  });

  it('begins one for an inner page that WeChat restored alone', async () => {
    await visits.visitOf({ coupon_id: '7', inner: '1' }, {}).launch();
    expect(phone.server.askedFor('session')).toHaveLength(1);
  });

  it('knows the visit of the page that is seen again', () => {
    const first = visits.visitOf({ user_code: 'a' }, {});
    visits.visitOf({ user_code: 'b' }, {});
    visits.resumeVisit(first);
    expect(visits.currentVisit()).toBe(first);
  });
});

describe('a visit', () => {
  it('does without a channel when it was not navigated to', () => {
    const visit = visits.visitOf({}, {});
    expect(() => visit.happened('claimed', { stockId: 's', couponId: 'c' })).not.toThrow();
    expect(visit.result).toBe('claimed');
  });

  it('outlives a listener of the host that throws', () => {
    const { on, off } = pluginModule<typeof import('../../../plugin/index.ts')>('index');
    const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    const heard: unknown[] = [];
    const broken = () => {
      throw new Error('of the host');
    };
    on('used', broken);
    on('used', (event) => heard.push(event));
    visits.visitOf({}, {}).happened('used', { stockId: 's', couponId: 'c' });
    off('used', broken);
    visits.visitOf({}, {}).happened('used', { stockId: 's', couponId: 'd' });
    expect(heard).toHaveLength(2);
    expect(said).toHaveBeenCalledTimes(1);
  });
});
