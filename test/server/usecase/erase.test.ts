// A person is erased: what says who they are goes for good, what was given and paid stays, and nobody else notices.
import type { Context } from '../../../server/context.ts';
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import { findCoupons } from '../../../server/store/sql/find-coupons.ts';
import { listLedger } from '../../../server/store/sql/ledger.ts';
import { findWallet } from '../../../server/store/sql/wallets.ts';
import { consume } from '../../../server/usecase/consume.ts';
import { eraseUser } from '../../../server/usecase/erase.ts';
import { setPluginHost } from '../../../server/usecase/plugin-host.ts';
import { pluginSessionOf } from '../../../server/usecase/plugin-session.ts';
import { scanCodeOf, unguarded } from '../../../server/usecase/scan-code.ts';
import { CouponStatus } from '../../../shared/sp/vocabulary.ts';
import { aConsume } from '../../kit/builders.ts';
import { createClock, noon, type TestClock } from '../../kit/clock.ts';
import { testContext } from '../../kit/context.ts';
import { disagreements } from '../../kit/disagreements.ts';
import { claimFor } from '../../kit/merchant.ts';
import { outboxOf } from '../../kit/outbox.ts';
import {
  again,
  leaveTraces,
  logIn,
  type Person,
  payPassword,
  type Traces,
  withPhone,
} from '../../kit/person.ts';
import { redeemCoupon, reverseCoupon } from '../../kit/redeem.ts';
import { allRows } from '../../kit/rows.ts';
import { newTenant, runningStock } from '../../kit/stocks.ts';

const ann: Person = {
  ...{ tenantId: 'demo', appChannelId: 1, userCode: 'ann' },
  ...{ hostAppId: sampleHostAppId, openpid: 'openpid-of-ann-in-her-phone', phone: '13955550042' },
};

let clock: TestClock;
let context: Context;
let traces: Traces;
beforeEach(async () => {
  clock = createClock();
  context = await testContext({ now: clock.now });
  traces = await leaveTraces(context, ann);
});

const erase = (whom: Partial<Person> = {}) => {
  const { tenantId, appChannelId, userCode } = { ...ann, ...whom };
  return eraseUser(context.useCases, { tenantId, appChannelId, userCode }, 'operator');
};
const rowsOf = async (of: Context = context) => JSON.stringify(await allRows(of.database));
const couponsOf = ({ available, issued, used }: Traces) =>
  findCoupons(context.database.read, [available, issued, used]);
const history = () =>
  context.database.read.all<{ coupon_id: string; version: number; actor: string }>(
    "SELECT coupon_id, version, actor FROM coupon_history WHERE event = 'erase' ORDER BY coupon_id",
  );
const found = (text: string, { secrets }: Traces) =>
  Object.entries(secrets).flatMap(([what, secret]) => (text.includes(secret) ? [what] : []));

it('says what it took and what it left', async () => {
  clock.advance(1_000);
  expect(await erase()).toEqual({
    at: noon + 1_000,
    removed: { phones: 3, handles: 3, bindings: 1, sessions: 1, password: true },
    kept: { coupons: 3, customerId: traces.customer.customerId },
  });
});

it('leaves nothing of them in any row', async () => {
  const all = Object.keys(traces.secrets);
  expect(all).toHaveLength(11);
  expect(found(await rowsOf(), traces)).toEqual(all);
  await erase();
  expect(found(await rowsOf(), traces)).toEqual([]);
});

it('lets nobody in with what they had', async () => {
  const { code } = await scanCodeOf(context.useCases, await again(context, traces.available));
  await erase();
  expect(await pluginSessionOf(context.useCases, traces.token)).toBeUndefined();
  const byCode = aConsume({ coupons: { by: 'code', values: [code] } });
  expect(await consume(context.useCases, byCode, unguarded)).toMatchObject({ reason: 'codeInvalid' });
});

it('leaves a wallet without password, lock or wrong tries', async () => {
  const { customer } = traces;
  const pay = (password: string, bizId: string) => {
    const { customerId } = customer;
    const request = aConsume({ customerId, amountFen: 100, payPassword: password, bizId });
    return consume(context.useCases, request, unguarded);
  };
  for (let n = 0; n < 5; n += 1) await pay('wrong', `wrong${n}`);
  expect(await pay(payPassword, 'locked')).toMatchObject({ reason: 'passwordLocked' });
  await erase();
  expect(await findWallet(context.database.read, customer)).toMatchObject({
    ...{ passwordHash: undefined, tries: { wrong: 0, sinceAt: undefined, lockedUntilAt: undefined } },
    ...{ rechargeFen: 5_000, giftFen: 500, points: 50 },
  });
  expect(await pay(payPassword, 'unset')).toMatchObject({ reason: 'passwordNotSet' });
});

describe('what stays', () => {
  it('is every coupon with its state, and a line of history', async () => {
    const before = await couponsOf(traces);
    await erase();
    expect(await couponsOf(traces)).toEqual(
      before.map((coupon) => ({
        ...coupon,
        ...{ version: coupon.version + 1, phone: undefined, redeemHandle: undefined },
      })),
    );
    expect(await history()).toEqual(
      before.map(({ couponId, version }) => ({
        coupon_id: couponId,
        version: version + 1,
        actor: 'operator',
      })),
    );
  });

  it('adds up: ledger, wallet, consumes and counters', async () => {
    const { read } = context.database;
    const ledger = await listLedger(read, traces.customer, 10);
    await erase();
    expect(await listLedger(read, traces.customer, 10)).toEqual(ledger);
    expect(ledger).toHaveLength(1);
    expect(await disagreements(read)).toEqual([]);
  });

  it('is told to 出行服务, before and afterwards', async () => {
    const before = await outboxOf(context.database.read);
    await erase();
    expect(await outboxOf(context.database.read)).toEqual(before);
    const { couponId } = await redeemCoupon(context.useCases, traces.issued.couponId, 'till');
    const [, told] = await outboxOf(context.database.read, `coupon:${couponId}`);
    expect(told?.body).toMatchObject({ user_code: 'ann', coupon_status: CouponStatus.used });
  });

  it('is given back by a reversal, without anything of theirs', async () => {
    await erase();
    const restored = await reverseCoupon(context.useCases, traces.used.couponId, 'operator');
    expect(restored).toMatchObject({ status: CouponStatus.available, phone: undefined });
    expect(found(await rowsOf(), traces)).toEqual([]);
  });

  it('is the answer to a till that asks again', async () => {
    const { code } = await scanCodeOf(context.useCases, await again(context, traces.available));
    const ask = () =>
      consume(context.useCases, aConsume({ coupons: { by: 'code', values: [code] } }), unguarded);
    const first = await ask();
    expect(first).toMatchObject({ kind: 'done', again: false });
    await erase();
    expect(await ask()).toEqual({ ...first, again: true });
  });
});

describe('whoever else there is', () => {
  const elsewhere = (changes: Partial<Person>): Person => ({
    ...ann,
    openpid: 'openpid-of-somebody-else',
    ...changes,
  });
  const others: readonly (readonly [who: string, other: Person])[] = [
    ['the same user_code of another channel', elsewhere({ appChannelId: 11, hostAppId: 'wx3333333333' })],
    ['the same user_code of another tenant', elsewhere({ tenantId: 'other', hostAppId: 'wx4444444444' })],
    ['another user', elsewhere({ userCode: 'bob' })],
  ];

  it.each(others)('%s is left alone', async (_, other) => {
    await newTenant(context, 'other');
    const { hostAppId, tenantId, appChannelId } = other;
    if (hostAppId !== sampleHostAppId)
      await setPluginHost(context.useCases, {
        ...{ hostAppId, tenantId, appChannelId },
        returnRules: { pages: [], tabs: [], apps: [] },
      });
    const theirs = await leaveTraces(context, other);
    const before = await couponsOf(theirs);
    expect(await erase()).toMatchObject({ removed: { phones: 3, handles: 3, bindings: 1, sessions: 1 } });
    // The hash is of the number alone, and the number is one here: it is theirs now.
    expect(found(await rowsOf(), theirs)).toEqual(Object.keys(theirs.secrets));
    expect(await couponsOf(theirs)).toEqual(before);
    expect(await pluginSessionOf(context.useCases, theirs.token)).toMatchObject({ tenantId, appChannelId });
  });

  it('keeps an openpid that is theirs by now', async () => {
    // Half of what another process writes while this one reads.
    await context.database.transaction((tx) =>
      tx.run("UPDATE openpid_binding SET user_code = 'bob' WHERE openpid = ?", [ann.openpid]),
    );
    await erase();
    const ends = ['openpid_binding', 'user_binding'].map((table) =>
      context.database.read.all(`SELECT user_code FROM ${table}`),
    );
    expect(await Promise.all(ends)).toEqual([[{ user_code: 'bob' }], []]);
  });
});

it('erases a user who has coupons but no wallet', async () => {
  const bob = { ...ann, userCode: 'bob' };
  await withPhone(context, bob, { stockId: traces.stockId, source: 'claim' });
  expect(await erase(bob)).toMatchObject({
    removed: { phones: 1, handles: 0, bindings: 0, sessions: 0, password: false },
    kept: { coupons: 1, customerId: undefined },
  });
});

it('leaves a coupon alone that holds nothing of theirs', async () => {
  const coupon = await claimFor(context, traces.stockId, 'bob');
  const before = await again(context, coupon);
  expect(await erase({ userCode: 'bob' })).toMatchObject({ kept: { coupons: 1 } });
  expect(await again(context, coupon)).toEqual(before);
});

const nothing = { phones: 0, handles: 0, bindings: 0, sessions: 0, password: false };

it('finds nothing of a user who is not there', async () => {
  const before = await rowsOf();
  const { removed, kept } = await erase({ userCode: 'nobody' });
  expect({ removed, kept }).toEqual({ removed: nothing, kept: { coupons: 0, customerId: undefined } });
  expect(await rowsOf()).toBe(before);
});

it('does nothing more when it is asked twice', async () => {
  await erase();
  const before = await rowsOf();
  expect(await erase()).toMatchObject({ removed: nothing, kept: { coupons: 3 } });
  expect(await rowsOf()).toBe(before);
});

it('refuses a channel that is not set up', async () => {
  await expect(erase({ appChannelId: 7 })).rejects.toMatchObject({ key: 'notFound' });
});

it('begins anew with a person who comes back', async () => {
  await erase();
  const coupon = await withPhone(context, ann, { stockId: traces.stockId, source: 'claim' });
  const { phone } = await again(context, coupon);
  expect(context.phones.open(phone?.sealed ?? '', ann)).toBe(ann.phone);
  const back = { ...ann, openpid: 'openpid-of-another-phone' };
  expect(await pluginSessionOf(context.useCases, await logIn(context, back))).toMatchObject({
    userCode: 'ann',
  });
  expect(await couponsOf(traces)).toMatchObject([
    { phone: undefined },
    { phone: undefined },
    { phone: undefined },
  ]);
});

describe('whoever watches one of their coupons', () => {
  const watched = async ({ watch }: Context) => {
    const { bucket, couponId, version } = await again(context, traces.available);
    return watch.wait({ bucket, couponId, version }, 60_000, new AbortController().signal);
  };

  it('is told by this process at once', async () => {
    const waiting = watched(context);
    while (context.watch.size === 0) await new Promise(setImmediate);
    await erase();
    expect(context.watch.size).toBe(0);
    expect(await waiting).toBe(true);
  });

  it('is told by another process when it looks', async () => {
    const other = await testContext({ dataDir: context.settings.dataDir, now: clock.now });
    const waiting = watched(other);
    while (other.watch.size === 0) await new Promise(setImmediate);
    await erase();
    await other.watch.look(other.database.read);
    expect(other.watch.size).toBe(0);
    expect(await waiting).toBe(true);
  });
});

it('keeps no claim that is decided meanwhile from its coupon', async () => {
  const stockId = await runningStock(context, { max_coupons_per_user: 50 });
  const claiming = Array.from({ length: 20 }, () => withPhone(context, ann, { stockId, source: 'claim' }));
  const [erased] = await Promise.all([erase(), ...claiming]);
  expect(erased.removed.phones).toBeGreaterThanOrEqual(3);
  expect((await erase()).removed.phones + erased.removed.phones).toBe(23);
  expect(await disagreements(context.database.read)).toEqual([]);
});
