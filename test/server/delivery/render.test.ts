import { callUrl, renderBody, whySkipped } from '../../../server/delivery/render.ts';
import { type Channel, type ChannelPolicies, channelPolicies } from '../../../server/domain/tenant.ts';

const channel = (policies: Partial<ChannelPolicies> = {}): Channel => ({
  tenantId: 't',
  appChannelId: 0,
  appId: 'wx1',
  callbackBase: 'https://peer.test/coupon',
  policies: { ...(channelPolicies.parse({}) as ChannelPolicies), ...policies },
});
const event = (name: 'coupon.status.rsync' | 'coupon.rsync' | 'stock.status.rsync', payload: object) => ({
  interface: name,
  payload: payload as Record<string, unknown>,
  eventAt: Date.UTC(2020, 6, 20, 5, 29, 35, 120),
});

it('adds the event time to a coupon’s status', () => {
  expect(renderBody(event('coupon.status.rsync', { coupon_status: 2 }), channel(), undefined)).toEqual({
    coupon_status: 2,
    event_time: '2020-07-20T13:29:35.120+08:00',
  });
});

it('adds no event time to anything else', () => {
  expect(renderBody(event('coupon.rsync', { coupon_status: 1 }), channel(), undefined)).toEqual({
    coupon_status: 1,
  });
});

it('adds the phone number where there is one', () => {
  expect(renderBody(event('coupon.rsync', {}), channel(), '13911112222')).toEqual({
    mobile_phone: '13911112222',
  });
});

it.each([
  ['map-4-to-3', 3],
  ['send-4', 4],
] as const)('tells status 4 by the policy %s', (invalidStatus, sent) => {
  for (const name of ['coupon.rsync', 'coupon.status.rsync'] as const) {
    const four = event(name, { coupon_status: 4 });
    expect(renderBody(four, channel({ invalidStatus }), undefined)).toMatchObject({ coupon_status: sent });
    expect(whySkipped(four, channel({ invalidStatus }))).toBeUndefined();
  }
});

it('skips status 4 and nothing else', () => {
  const skip = channel({ invalidStatus: 'skip' });
  expect(whySkipped(event('coupon.status.rsync', { coupon_status: 4 }), skip)).toBe(
    'policy: status 4 is not sent',
  );
  expect(whySkipped(event('coupon.status.rsync', { coupon_status: 3 }), skip)).toBeUndefined();
  expect(whySkipped(event('stock.status.rsync', { stock_status: 4 }), skip)).toBeUndefined();
});

it('calls the document’s path or the channel’s own', () => {
  const own = channel({ callbackPaths: { 'stock.rsync': '/v2/stock' } });
  expect(callUrl('stock.rsync', 'https://peer.test/coupon/', own)).toBe('https://peer.test/coupon/v2/stock');
  expect(callUrl('coupon.rsync', 'https://peer.test/coupon', own)).toBe(
    'https://peer.test/coupon/coupon/rsync',
  );
});
