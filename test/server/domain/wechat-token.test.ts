import { nextTokenStep, type SharedToken } from '../../../server/domain/wechat-token.ts';

const now = 10_000_000;
const minuteMs = 60_000;
const shared: SharedToken = { token: 'A', expiresAt: now + 60 * minuteMs, forcedAt: 0, leaseUntilAt: 0 };
const step = (changes: Partial<SharedToken> = {}, refused?: string) =>
  nextTokenStep({ ...shared, ...changes }, now, refused);
const soon = { expiresAt: now + minuteMs };
const asking = { leaseUntilAt: now + 1 };
const ask = { do: 'ask', force: false, meanwhile: undefined };

describe('nextTokenStep', () => {
  it('uses a token that goes on for more than five minutes', () => {
    expect(step()).toEqual({ do: 'use', token: 'A' });
    expect(step({ expiresAt: now + 5 * minuteMs })).toMatchObject({ do: 'ask' });
  });

  it('asks where there is none, or it is over', () => {
    expect(step({ token: undefined })).toEqual(ask);
    expect(step({ expiresAt: now })).toEqual(ask);
  });

  it('keeps one that ends soon in hand', () => {
    expect(step(soon)).toEqual({ ...ask, meanwhile: 'A' });
  });

  it('waits for another process unless the old one will do', () => {
    expect(step({ token: undefined, ...asking })).toEqual({ do: 'wait' });
    expect(step({ ...soon, ...asking })).toEqual({ do: 'use', token: 'A' });
    expect(step(asking, 'A')).toEqual({ do: 'wait' });
  });

  it('takes over from a process that is late', () => {
    expect(step({ token: undefined, leaseUntilAt: now })).toEqual(ask);
  });

  it('forces only where the refused one is still shared', () => {
    expect(step({}, 'A')).toEqual({ ...ask, force: true });
    expect(step({}, 'older')).toEqual({ do: 'use', token: 'A' });
    expect(step({ token: undefined }, 'A')).toEqual(ask);
  });

  it('forces every thirty seconds at most', () => {
    expect(step({ forcedAt: now - 29_999 }, 'A')).toEqual(ask);
    expect(step({ forcedAt: now - 30_000 }, 'A')).toEqual({ ...ask, force: true });
  });
});
