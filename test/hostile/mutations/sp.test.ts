// A signed body in the hands of somebody without the secret: whatever is done to it, it says the same or it is refused.
import { hash } from 'node:crypto';
import fc from 'fast-check';
import { authenticate, checkFreshness } from '../../../server/api/sp/authenticate.ts';
import type { Credential } from '../../../server/domain/tenant.ts';
import type { UseCaseDeps } from '../../../server/usecase/deps.ts';
import { SpError } from '../../../shared/sp/codes.ts';
import { JsonSourceError, parseJsonSource, toParameters } from '../../../shared/sp/json-source.ts';
import { couponReceiveRequest } from '../../../shared/sp/messages/coupon-receive.ts';
import { signatureSchemes, signingSource } from '../../../shared/sp/signature.ts';
import { isLong } from '../../kit/long.ts';
import { sharedTestServer } from '../../kit/server.ts';
import { signedCall } from '../../kit/signed.ts';
import { sampleCredential } from '../../shared/sp/samples.ts';
import { spChanges } from './sp-changes.ts';
import { changeOf } from './text.ts';

jest.setTimeout(isLong ? 600_000 : 60_000);
const numRuns = isLong ? 200_000 : 6_000;
const credential: Credential = {
  ...sampleCredential,
  tenantId: 'demo',
  activeFromAt: 0,
  activeUntilAt: undefined,
};
const directory = {
  credential: (apiKey: string) => (apiKey === credential.apiKey ? credential : undefined),
} as unknown as UseCaseDeps['directory'];

const claim = {
  app_channel_id: 1,
  user_code: 'alice',
  mobile_phone: '13911112222',
  stock_id: 'test001',
  request_id: 'r1',
  seq_id: 's1',
  extra: 'from=map',
};

/** What we would do for this body, and the proof that we take for it; undefined where we would not. */
function understood(text: string, now: number, verify = authenticate): unknown {
  try {
    const members = parseJsonSource(text);
    const parameters = toParameters(members);
    const caller = verify(directory, { members, apiKey: parameters['api_key'] }, now);
    if (caller instanceof SpError) return undefined;
    checkFreshness(parameters['timestamp'], now, 300);
    const request = couponReceiveRequest.parse(parameters);
    return { tenant: caller.credential.tenantId, sign: parameters['sign'], request };
  } catch (error) {
    if (error instanceof JsonSourceError || error instanceof SpError) return undefined;
    if (error instanceof Error && error.name === 'ZodError') return undefined;
    throw error;
  }
}

/** @throws with the change that made us do something else */
function tryChanges(body: string, now: number, verify = authenticate): number {
  const meant = JSON.stringify(understood(body, now, verify));
  let changed = 0;
  fc.assert(
    fc.property(changeOf(spChanges), ([name, dice]) => {
      const text = spChanges[name]?.(body, dice) ?? body;
      if (text === body) return;
      changed += 1;
      const understanding = understood(text, now, verify);
      if (understanding !== undefined && JSON.stringify(understanding) !== meant)
        throw new Error(`${name}: ${text} is taken for ${JSON.stringify(understanding)}`);
    }),
    { numRuns, includeErrorInReport: true },
  );
  return changed;
}

/** Takes a sign for the right one where it is like it. @param isLike of the text that was to be signed, too */
const lenient =
  (isLike: (given: string, right: string, source: string) => boolean): typeof authenticate =>
  (which, { members, apiKey }, now) => {
    const source = signingSource(
      members.map(({ key, slice, value }) => [key, typeof value === 'string' ? value : slice]),
    );
    const right = signatureSchemes[credential.scheme](source, credential.secret);
    const mended = members.map((member) =>
      member.key === 'sign' && typeof member.value === 'string' && isLike(member.value, right, source)
        ? { ...member, value: right }
        : member,
    );
    return authenticate(which, { members: mended, apiKey }, now);
  };

const withoutSecret = ['md5', 'sha1', 'sha256'] as const;

describe('a signed body', () => {
  it('means the same or nothing, whatever is changed', () => {
    const now = Date.now();
    const body = signedCall(claim, { at: now });
    expect(understood(body, now)).toMatchObject({ request: { user_code: 'alice' } });
    expect(tryChanges(body, now)).toBeGreaterThan(numRuns * 0.9);
  });

  it.each<[string, typeof authenticate]>([
    ['a server that does not verify', () => ({ credential, match: 'slices' })],
    [
      'a server that verifies only the sign that it was given last',
      (which, { members, apiKey }, now) => {
        const sign = members.find(({ key }) => key.trim() === 'sign');
        const rest = parseJsonSource(remembered).filter(({ key }) => key !== 'sign');
        return authenticate(which, { members: sign ? [...rest, sign] : rest, apiKey }, now);
      },
    ],
    ['a server that accepts a prefix', lenient((given, right) => right.startsWith(given))],
    ['a server that accepts another case', lenient((given, right) => given.toUpperCase() === right)],
    [
      'a server that accepts another algorithm',
      lenient((given, _, source) =>
        withoutSecret.some((name) => given === hash(name, source, 'hex').toUpperCase()),
      ),
    ],
  ])('is not safe with %s, which this notices', (_, verify) => {
    const now = Date.now();
    remembered = signedCall(claim, { at: now });
    expect(() => tryChanges(remembered, now, verify)).toThrow(/seed: [\s\S]*is taken for/);
  });
});

let remembered = '';

describe('a signed body on its way over HTTP', () => {
  const server = sharedTestServer();

  it('gives nobody a coupon but the one it was signed for', async () => {
    const body = signedCall(claim);
    await fc.assert(
      fc.asyncProperty(changeOf(spChanges), async ([name, dice]) => {
        const text = spChanges[name]?.(body, dice) ?? body;
        const { status, json } = await server().post('coupon.receive', text);
        expect([200, 400]).toContain(status);
        expect([0, 400000, 400003, 400004, 400005]).toContain(json.code);
      }),
      { numRuns: isLong ? 5_000 : 500 },
    );
    const { read } = server().context.database;
    const rows = await read.all('SELECT user_code, stock_id, request_id, extra, phone_masked FROM coupon');
    expect(rows.map((row) => JSON.stringify(row))).toEqual([
      '{"user_code":"alice","stock_id":"test001","request_id":"r1","extra":"from=map","phone_masked":"139****2222"}',
    ]);
  });
});
