// What a person's phone holds, changed: session tokens, scan codes, claim tickets and launch tickets are good as they are or not at all.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { readClaimTicket, writeClaimTicket } from '../../../server/domain/claim-ticket.ts';
import { type LaunchTicket, readTicket, signTicket } from '../../../server/domain/launch-ticket.ts';
import { mintCode, verifyCode } from '../../../server/domain/redeem-code.ts';
import { pluginSessionOf } from '../../../server/usecase/plugin-session.ts';
import { noon } from '../../kit/clock.ts';
import { isLong } from '../../kit/long.ts';
import { claimFor } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';
import { expectFailure } from '../../server/api/plugin/expect.ts';
import { openTill } from '../../server/api/plugin/till.ts';
import { sharedVisits } from '../../server/api/plugin/visits.ts';
import { type Change, changeOf, textChanges } from './text.ts';

jest.setTimeout(isLong ? 600_000 : 60_000);
const numRuns = (quick: number) => (isLong ? quick * 30 : quick);
const mac = (text: string): string => createHmac('sha256', 'key').update(text).digest('base64url');

/** Changes the text, over and over. @param meaning of what was read; undefined: refused */
function expectNoOther(text: string, many: number, meaning: (text: string) => unknown): void {
  const meant = JSON.stringify(meaning(text));
  expect(meant).toBeDefined();
  fc.assert(
    fc.property(changeOf(textChanges), ([name, dice]) => {
      const changed = (textChanges[name] as Change)(text, dice);
      const understood = JSON.stringify(meaning(changed));
      if (understood !== undefined && understood !== meant) throw new Error(`${changed} is ${understood}`);
    }),
    { numRuns: numRuns(many), includeErrorInReport: true },
  );
}

describe('in the hands of somebody else', () => {
  it('a scan code is of its coupon or of none', () => {
    const { code } = mintCode(mac, '04217700981', noon);
    expectNoOther(code, 2_000, (text) => {
      const read = verifyCode(mac, text, noon);
      // People type codes in groups: blanks make no other code.
      return read && text.replace(/\s/g, '') !== code ? 'another code' : read;
    });
  });

  it('a claim ticket is for its stock and owner', () => {
    const owner = { tenantId: 'demo', appChannelId: 1, userCode: 'alice' };
    const its = { requestId: '1', stockId: 'test001', expiresAt: noon + 1 };
    const ticket = writeClaimTicket(mac, owner, its);
    expectNoOther(ticket, 600, (text) => readClaimTicket(mac, owner, text, noon));
    for (const other of [{ userCode: 'eve' }, { appChannelId: 2 }, { tenantId: 'rival' }])
      expect(readClaimTicket(mac, { ...owner, ...other }, ticket, noon)).toBeUndefined();
  });

  it('a launch ticket says what its host has signed', () => {
    const its: LaunchTicket = { host: 'wx1', user: 'alice', exp: noon / 1000 + 60, nonce: '12345678' };
    const ticket = signTicket(its, 'key');
    expectNoOther(ticket, 600, (text) => readTicket(text, { key: 'key', hostAppId: 'wx1', now: noon }));
  });

  it('is not safe with a reader that skips the proof, which this notices', () => {
    const { code } = mintCode(mac, '04217700981', noon);
    const careless = (text: string) => /^1(\d{11})\d{8}$/.exec(text)?.[1];
    expect(() => expectNoOther(code, 2_000, careless)).toThrow(/seed: /);
  });
});

describe('over the wire', () => {
  const visits = sharedVisits();

  it('a session token that was changed opens nothing', async () => {
    const { token } = await visits().visitor();
    const { useCases } = visits().server.context;
    expect(await pluginSessionOf(useCases, token)).toBeDefined();
    await fc.assert(
      fc.asyncProperty(changeOf(textChanges), async ([name, dice]) => {
        const changed = (textChanges[name] as Change)(token, dice);
        if (changed !== token) expect(await pluginSessionOf(useCases, changed)).toBeUndefined();
      }),
      { numRuns: numRuns(800) },
    );
    await fc.assert(
      fc.asyncProperty(changeOf(textChanges), async ([name, dice]) => {
        const changed = (textChanges[name] as Change)(token, dice);
        const header = `Bearer ${changed}`;
        // Blanks at the end of a header are none of its value.
        if (header.trim() === `Bearer ${token}` || !/^[\t\x20-\x7e\x80-\xff]*$/.test(header)) return;
        expectFailure(await visits().send('coupons', '{}', { authorization: header }), 'sessionOver');
      }),
      { numRuns: numRuns(200) },
    );
  });

  it('a scan code that was changed redeems nothing', async () => {
    const { context } = visits().server;
    const alice = await visits().visitor();
    const { couponId } = await claimFor(context, await runningStock(context), alice.userCode);
    const till = await openTill(visits());
    const { code } = await alice.get('code', { couponId });
    await fc.assert(
      fc.asyncProperty(changeOf(textChanges), async ([name, dice]) => {
        const changed = (textChanges[name] as Change)(code, dice);
        if (changed.replace(/\s/g, '') === code) return;
        expect(await till.redeem(changed)).not.toBe('done');
      }),
      { numRuns: isLong ? 2_000 : 200 },
    );
    expect((await alice.get('coupon', { couponId })).coupon.state).toBe('available');
    // After so many wrong guesses nobody's code is looked at for a while.
    await visits().pass(121_000);
    expect(await till.redeem((await alice.get('code', { couponId })).code)).toBe('done');
  });
});
