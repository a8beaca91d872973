// A person is erased in whichever buckets they have left something, while they and a till go on at the other instance.
import { sampleHostAppId } from '../../server/demo/sample.ts';
import { eraseUser } from '../../server/usecase/erase.ts';
import { scanCodeOf } from '../../server/usecase/scan-code.ts';
import { atEnd } from '../kit/at-end.ts';
import { disagreements } from '../kit/disagreements.ts';
import { pausing } from '../kit/pausing.ts';
import { leaveTraces, logIn, type Person, withPhone } from '../kit/person.ts';
import { redeemCoupon, reverseCoupon } from '../kit/redeem.ts';
import { runningStock } from '../kit/stocks.ts';
import { type Instances, twoInstances } from './instances.ts';

let instances: Instances;
beforeEach(async () => {
  instances = await twoInstances();
  atEnd(async () => expect(await disagreements(instances.one.database.read)).toEqual([]));
});

const person = (userCode: string): Person => ({
  ...{ tenantId: 'demo', appChannelId: 1, userCode },
  ...{ hostAppId: sampleHostAppId, openpid: `openpid of ${userCode}`, phone: '13955550042' },
});
const erase = ({ useCases }: Instances['one'], { tenantId, appChannelId, userCode }: Person) =>
  eraseUser(useCases, { tenantId, appChannelId, userCode }, 'operator');

/** How many rows still tell who somebody is, or let them in. */
async function left(): Promise<Record<string, number>> {
  const tables = {
    openpids: 'openpid_binding',
    users: 'user_binding',
    sessions: 'plugin_session',
    handles: 'redeem_handle',
    coupons: 'coupon WHERE phone_sealed IS NOT NULL OR phone_hash IS NOT NULL OR phone_masked IS NOT NULL',
    codes: 'coupon WHERE redeem_handle IS NOT NULL',
    wallets: 'wallet WHERE password_hash IS NOT NULL',
  };
  const counts: Record<string, number> = {};
  for (const [what, where] of Object.entries(tables)) {
    const [row] = await instances.one.database.read.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${where}`);
    counts[what] = Number(row?.n);
  }
  return counts;
}
const none = { openpids: 0, users: 0, sessions: 0, handles: 0, coupons: 0, codes: 0, wallets: 0 };

it('reaches into every bucket', async () => {
  const people = ['ann', 'bob', 'cat', 'dan', 'eve'].map(person);
  for (const one of people) await leaveTraces(instances.one, one);
  expect(await left()).toMatchObject({ openpids: 5, users: 5, sessions: 5, handles: 15, coupons: 15 });
  for (const one of people)
    expect((await erase(instances.two, one)).removed).toEqual({
      ...{ phones: 3, handles: 3, bindings: 1, sessions: 1, password: true },
    });
  expect(await left()).toEqual(none);
});

it('comes in between logins, codes, claims and consumes', async () => {
  const ann = person('ann');
  const slow = ({ useCases }: Instances['one']) => ({ ...useCases, database: pausing(useCases.database) });
  const deps = slow(instances.two);
  const one = { ...instances.one, useCases: slow(instances.one) };
  const stockId = await runningStock(instances.one, { max_coupons_per_user: 500 });
  const busy = async () => {
    const coupon = await withPhone(instances.two, ann, { stockId, source: 'issue' });
    const { couponId } = coupon;
    await logIn({ ...instances.two, useCases: deps }, ann);
    await scanCodeOf(deps, coupon);
    await redeemCoupon(deps, couponId, 'till');
    await reverseCoupon(deps, couponId, 'till');
  };
  const erasing = async () => {
    for (let n = 0; n < 5; n += 1) await erase(one, ann);
  };
  await Promise.all([...Array.from({ length: 10 }, busy), erasing(), erasing()]);
  await erase(instances.one, ann);
  expect(await left()).toEqual(none);
});
