// Whatever stands in Params, and however often: no failure of ours, and nothing moves that nobody may move.
import fc from 'fast-check';
import { type MerchantAction, merchantActions } from '../../../../shared/merchant/actions.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const actions = Object.keys(merchantActions) as MerchantAction[];
const names = [
  'bizId',
  'channel',
  'customerId',
  'couponsCardList',
  'type',
  'amount',
  'payPassword',
  'usePassword',
  'points',
  'multiMark',
  'useStatus',
  'cardId',
  'couponId',
  'userCouponCode',
  'code',
  'deviceSn',
  'ext',
  'useCount',
  'orderAmount',
  'seconds',
  'reason',
  'operatorName',
  'remark',
  'groupId',
  'thirdOrderNo',
  '__proto__',
  'constructor',
];
/** What is there, so that calls get further than the first field. */
let real: { customerId: string; couponId: string; code: string };
beforeAll(async () => {
  const { customerId, couponIds } = await shop().shopper(
    { rechargeFen: 100_000, giftFen: 5_000, points: 1_000 },
    1,
  );
  const [couponId = ''] = couponIds;
  real = { customerId, couponId, code: await shop().code(couponId) };
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    '1e3',
    '-1',
    '0.1',
    '99999999999999999999',
    "';--",
    '%00',
    '１',
  ),
  fc.double(),
  fc.integer(),
  fc.jsonValue({ maxDepth: 4 }),
);
const likely = fc
  .constantFrom('customerId', 'couponId', 'code')
  .map((name) => () => real[name as keyof typeof real]);
const value = fc.oneof(
  odd.map((one) => () => one),
  likely,
  fc.constantFrom('b1', 'b2', 1, '1.00', 0).map((one) => () => one),
);
const params = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 12 });

describe('a signed call of anything', () => {
  it.each(actions)('is answered in one of three shapes: %s', async (action) => {
    await fc.assert(
      fc.asyncProperty(params, async (members) => {
        const entries = members.map(([name, make]) => [name, make()] as const);
        const { json } = await shop().call(action, Object.fromEntries(entries));
        // Correctly signed: whatever is wrong with it is so in Params.
        expect(json.code === 0 || json.code === 50001 || (json.code >= 40001 && json.code < 50000)).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each(actions)('may have Params of any kind: %s', async (action) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(odd, fc.json({ maxDepth: 5 })), async (Params) => {
        const { json } = await shop().call(action, {}, { envelope: { Params } });
        expect([40001, 50001]).toContain(json.code);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves a ledger that adds up', async () => {
    const rows = await shop().server.context.database.read.all(
      `SELECT w.customer_id FROM wallet w LEFT JOIN ledger_entry l ON l.customer_id = w.customer_id
       GROUP BY w.customer_id, w.recharge_fen, w.gift_fen, w.points
       HAVING w.recharge_fen <> COALESCE(SUM(l.recharge_change_fen), 0) OR w.gift_fen <> COALESCE(SUM(l.gift_change_fen), 0)
         OR w.points <> COALESCE(SUM(l.points_change), 0)`,
    );
    expect(rows).toEqual([]);
  });
});
