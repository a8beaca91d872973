// Tokens and digests of a till in the hands of somebody without its key: another letter, and they prove nothing.
import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { signedCall } from '../../../shared/merchant/call-body.ts';
import { digestHeader, paramsDigest, verifyDigest } from '../../../shared/merchant/digest.ts';
import {
  normalToken,
  type SignedParts,
  signingSource,
  signToken,
  verifyToken,
} from '../../../shared/merchant/signature.ts';
import { isLong } from '../../kit/long.ts';
import { sharedShop } from '../../server/api/merchant/shop.ts';
import { vector } from '../../shared/merchant/samples.ts';
import { type Change, changeOf, type Dice, textChanges } from './text.ts';

jest.setTimeout(isLong ? 600_000 : 60_000);
const numRuns = (quick: number) => (isLong ? quick * 30 : quick);
const { openKey, parts } = vector;
const token = signToken(openKey, parts);
const names = ['grantCode', 'nonce', 'openId', 'timestamp'] as const;

const otherTokens: readonly ((source: string) => Buffer)[] = [
  (source) => createHash('sha1').update(source).digest(),
  (source) =>
    createHash('sha1')
      .update(source + openKey.slice(1))
      .digest(),
  (source) => createHmac('sha1', '').update(source).digest(),
  (source) => createHmac('sha256', '').update(source).digest().subarray(0, 20),
  (source) => createHmac('sha1', openKey.toUpperCase()).update(source).digest(),
  () => Buffer.alloc(20),
];

interface Presented {
  readonly token: string;
  readonly parts: SignedParts;
}

type PartsChange = (parts: SignedParts, dice: Dice) => SignedParts;
const partsChanges: Readonly<Record<string, PartsChange>> = {
  'two values swapped': (its, { at, by }) => {
    const [one = 'nonce', two = 'openId'] = [names[at % 4], names[by % 4]];
    return { ...its, [one]: its[two], [two]: its[one] };
  },
  'a value that swallows the next': (its, { at }) => {
    const [one = 'nonce', two = 'openId'] = names.slice(at % 3);
    return { ...its, [one]: `${its[one]}&${two}=${its[two]}`, [two]: '' };
  },
  'another time': (its, { at }) => ({ ...its, timestamp: String(Number(its.timestamp) + 1 + at) }),
  'a time in ms': (its) => ({ ...its, timestamp: `${its.timestamp}000` }),
};

const presented: fc.Arbitrary<[string, Presented]> = fc.oneof(
  changeOf(textChanges).map(([name, dice]): [string, Presented] => [
    `token: ${name}`,
    { token: (textChanges[name] as Change)(token, dice), parts },
  ]),
  fc
    .tuple(changeOf(textChanges), fc.constantFrom(...names))
    .map(([[name, dice], part]): [string, Presented] => [
      `${part}: ${name}`,
      { token, parts: { ...parts, [part]: (textChanges[name] as Change)(parts[part], dice) } },
    ]),
  changeOf(partsChanges).map(([name, dice]): [string, Presented] => [
    `parts: ${name}`,
    { token, parts: (partsChanges[name] as PartsChange)(parts, dice) },
  ]),
  fc
    .constantFrom(...otherTokens)
    .map((make): [string, Presented] => [
      'token: of another algorithm',
      { token: make(signingSource(parts, 'camel')).toString('base64'), parts },
    ]),
);

/** As the server looks at it. */
const accepts = (given: Presented): boolean => {
  const normal = normalToken(given.token);
  return normal !== undefined && verifyToken(normal, openKey, given.parts) !== undefined;
};

const isSame = (given: Presented): boolean =>
  normalToken(given.token) === token && JSON.stringify(given.parts) === JSON.stringify(parts);

describe('a Token', () => {
  it('proves what it was made for, and nothing else', () => {
    expect(accepts({ token, parts })).toBe(true);
    fc.assert(
      fc.property(presented, ([name, given]) => {
        if (accepts(given) && !isSame(given))
          throw new Error(`${name}: ${JSON.stringify(given)} is accepted`);
      }),
      { numRuns: numRuns(2_000), includeErrorInReport: true },
    );
  });

  it('would prove anything to a server that looks at its form alone', () => {
    const careless = (given: Presented) => normalToken(given.token) !== undefined;
    const wrong = fc.sample(presented, 500).filter(([, given]) => careless(given) && !isSame(given));
    expect(wrong.length).toBeGreaterThan(100);
  });
});

describe('a digest', () => {
  const digested = { token, action: 'communal.user.consume', paramsSource: '{"bizId":"b1","amount":"1.00"}' };
  const digest = paramsDigest(openKey, digested);

  it('proves what it was made for, and nothing else', () => {
    expect(verifyDigest(digest, openKey, digested)).toBe(true);
    const fields = fc.constantFrom('digest', 'token', 'action', 'paramsSource');
    fc.assert(
      fc.property(changeOf(textChanges), fields, ([name, dice], field) => {
        const its = { digest, ...digested };
        const changed = { ...its, [field]: textChanges[name]?.(its[field as keyof typeof its], dice) };
        if (JSON.stringify(changed) === JSON.stringify(its)) return;
        expect(verifyDigest(changed.digest, openKey, changed)).toBe(false);
      }),
      { numRuns: numRuns(1_000), includeErrorInReport: true },
    );
  });
});

/** Blanks between its members, and the spelling of its Token, make no other call. */
function meaningOf(body: string): object {
  const envelope = JSON.parse(body);
  return { ...envelope, Token: normalToken(envelope.Token) };
}

describe('a signed call on its way over HTTP', () => {
  const shop = sharedShop();

  it('takes from the wallet what was signed, once', async () => {
    const { customerId } = await shop().shopper({ rechargeFen: 100_000 });
    const params = JSON.stringify({ bizId: 'b1', customerId, amount: '1.00' });
    const stamp = { now: shop().clock.now(), nonce: '1' };
    const { body, headers } = signedCall(shop().key, 'communal.user.consume', params, stamp, true);
    const latin = (text: string) =>
      Buffer.from(text)
        .toString('latin1')
        .replace(/[^\x21-\x7e]/g, '?');
    expect((await shop().send(body, { headers })).json.code).toBe(0);
    await fc.assert(
      fc.asyncProperty(changeOf(textChanges), fc.boolean(), async ([name, dice], ofBody) => {
        const change = textChanges[name] as Change;
        const digest = headers[digestHeader] ?? '';
        const sent = ofBody ? change(body, dice) : body;
        const given = ofBody ? digest : latin(change(digest, dice));
        if (sent === body && given === digest) return;
        const { json } = await shop().send(sent, { headers: { ...headers, [digestHeader]: given } });
        if (json.code === 0) expect(meaningOf(sent)).toEqual(meaningOf(body));
      }),
      { numRuns: isLong ? 3_000 : 300, includeErrorInReport: true },
    );
    const { read } = shop().server.context.database;
    const taken = await read.all<{ n: number }>(
      'SELECT COALESCE(SUM(recharge_change_fen), 0) n FROM ledger_entry WHERE customer_id = ? AND recharge_change_fen < 0',
      [customerId],
    );
    expect(taken[0]?.n).toBe(-100);
  });
});
