// When a credential counts, and what a channel does where nobody decided otherwise.
import { type Credential, channelPolicies, isActive } from '../../../server/domain/tenant.ts';
import { noon } from '../../kit/clock.ts';

describe('isActive', () => {
  const credential: Credential = {
    apiKey: 'k',
    tenantId: 'demo',
    secret: 's',
    scheme: 'md5-suffix',
    activeFromAt: noon,
    activeUntilAt: noon + 10,
  };

  it('counts from its beginning until just before its end', () => {
    const times = [noon - 1, noon, noon + 9, noon + 10];
    expect(times.map((now) => isActive(credential, now))).toEqual([false, true, true, false]);
  });

  it('counts for good where no end is set', () => {
    expect(isActive({ ...credential, activeUntilAt: undefined }, Number.MAX_SAFE_INTEGER)).toBe(true);
  });
});

describe('channelPolicies', () => {
  it('decides everything that is left out', () => {
    expect(channelPolicies.parse({})).toEqual({
      invalidStatus: 'map-4-to-3',
      cutToPrice: 'refuse',
      review: false,
      callbackPaths: {},
      codes: {},
    });
  });

  it.each(['no-slash', '/a?b=1', '/a#b', '/a b', ''])('refuses %j as a callback path', (path) => {
    expect(channelPolicies.safeParse({ callbackPaths: { 'stock.rsync': path } }).success).toBe(false);
  });
});
