// Who is believed to be whom: first uses bind, later ones must agree, and only a ticket changes anything.
import { type Binding, decideIdentity, type IdentityClaim } from '../../../server/domain/plugin-identity.ts';
import { noon } from '../../kit/clock.ts';

const binding = (openpid: string, userCode: string): Binding => ({
  hostAppId: 'wx1111111111',
  tenantId: 'demo',
  appChannelId: 1,
  openpid,
  userCode,
  boundAt: noon,
});
const none = { ofOpenpid: undefined, ofUser: undefined };
const both = { ofOpenpid: binding('me', 'u1'), ofUser: binding('me', 'u1') };
const claim = (userCode: string | undefined, more: Partial<IdentityClaim> = {}): IdentityClaim => ({
  userCode,
  proven: false,
  bindFirstUse: true,
  ...more,
});
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('without a ticket', () => {
  it('binds the first use', () => {
    expect(decideIdentity(claim('u1'), none, 'me')).toEqual({ kind: 'bind', userCode: 'u1' });
  });

  it('binds nothing where tickets are required', () => {
    const required = claim('u1', { bindFirstUse: false });
    expect(decideIdentity(required, none, 'me')).toEqual(refused('identityRefused'));
  });

  it.each([true, false])('knows who is bound (first use may bind: %s)', (bindFirstUse) => {
    const known = { kind: 'known', binding: both.ofOpenpid };
    expect(decideIdentity(claim('u1', { bindFirstUse }), both, 'me')).toEqual(known);
    expect(decideIdentity(claim(undefined, { bindFirstUse }), both, 'me')).toEqual(known);
  });

  it('misses a user whom nobody names', () => {
    expect(decideIdentity(claim(undefined), none, 'me')).toEqual(refused('identityMissing'));
  });

  it.each([
    ['a bound person who claims a new user', { ofOpenpid: binding('me', 'u2'), ofUser: undefined }],
    ['a new person who claims a bound user', { ofOpenpid: undefined, ofUser: binding('you', 'u1') }],
    ['two bound ends that do not meet', { ofOpenpid: binding('me', 'u2'), ofUser: binding('you', 'u1') }],
    ['a person half bound', { ofOpenpid: binding('me', 'u1'), ofUser: undefined }],
    ['a user half bound', { ofOpenpid: undefined, ofUser: binding('me', 'u1') }],
  ])('refuses %s', (_, view) => {
    expect(decideIdentity(claim('u1'), view, 'me')).toEqual(refused('identityRefused'));
  });
});

describe('with a ticket', () => {
  it.each([
    ['nobody is bound', none],
    ['the person was somebody else', { ofOpenpid: binding('me', 'u2'), ofUser: undefined }],
    ['the user was somebody else', { ofOpenpid: undefined, ofUser: binding('you', 'u1') }],
    ['both were', { ofOpenpid: binding('me', 'u2'), ofUser: binding('you', 'u1') }],
  ])('binds when %s', (_, view) => {
    for (const bindFirstUse of [true, false])
      expect(decideIdentity(claim('u1', { proven: true, bindFirstUse }), view, 'me')).toEqual({
        kind: 'bind',
        userCode: 'u1',
      });
  });

  it('leaves a binding that is right alone', () => {
    const known = { kind: 'known', binding: both.ofOpenpid };
    expect(decideIdentity(claim('u1', { proven: true }), both, 'me')).toEqual(known);
  });
});
