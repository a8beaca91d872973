// Pay passwords: asked for when the till says so, and locked after five wrong ones.
import { setPassword } from '../../../../server/usecase/pay-password.ts';
import { expectData, expectRefusal } from './expect.ts';
import { sharedShop } from './shop.ts';

const shop = sharedShop();
const action = 'communal.user.consume';
const minute = 60_000;

async function customerWith(password: string | undefined) {
  const { customer, customerId } = await shop().shopper({ rechargeFen: 10_000 });
  if (password !== undefined) await setPassword(shop().server.context.useCases, customer, password);
  const pay = (payPassword: unknown, usePassword: unknown) => {
    const params = { bizId: shop().bizId(), customerId, amount: '1.00', usePassword, payPassword };
    return shop().call(action, params);
  };
  const refused = (payPassword: unknown) => shop().untouched(() => pay(payPassword, '1'));
  return { pay, refused };
}

describe('a pay password', () => {
  it.each([true, 1, '1', 'true'])('is looked at with usePassword %p', async (usePassword) => {
    const { pay } = await customerWith('246810');
    expectRefusal(await shop().untouched(() => pay('135790', usePassword)), 'passwordWrong');
    expectData(action, await pay('246810', usePassword));
    expectData(action, await pay(246810, usePassword));
  });

  it.each([false, 0, '0', 'false', '', null, undefined])(
    'is not with usePassword %p',
    async (usePassword) => {
      const { pay } = await customerWith('246810');
      expectData(action, await pay('135790', usePassword));
    },
  );

  it.each(['yes', 2, {}, []])('is refused with usePassword %p', async (usePassword) => {
    const { pay } = await customerWith('246810');
    const answer = await shop().untouched(() => pay('246810', usePassword));
    expectRefusal(answer, 'badParameter', /^usePassword: /);
  });

  it('that was never set lets nothing through', async () => {
    const { refused } = await customerWith(undefined);
    for (const given of ['', undefined, '246810']) expectRefusal(await refused(given), 'passwordNotSet');
  });

  it('that is missing is wrong', async () => {
    const { refused } = await customerWith('246810');
    for (const given of ['', undefined, null]) expectRefusal(await refused(given), 'passwordWrong');
  });

  it('is locked by the fifth wrong one for 15 minutes', async () => {
    const { pay, refused } = await customerWith('246810');
    for (let nth = 0; nth < 5; nth += 1) expectRefusal(await refused('135790'), 'passwordWrong');
    expectRefusal(await refused('135790'), 'passwordLocked');
    expectRefusal(await refused('246810'), 'passwordLocked');
    await shop().pass(15 * minute - 1);
    expectRefusal(await refused('246810'), 'passwordLocked');
    await shop().pass(1);
    expectData(action, await pay('246810', '1'));
  });

  it('forgives wrong ones when it was right', async () => {
    const { pay, refused } = await customerWith('246810');
    for (let nth = 0; nth < 4; nth += 1) expectRefusal(await refused('135790'), 'passwordWrong');
    expectData(action, await pay('246810', '1'));
    for (let nth = 0; nth < 4; nth += 1) expectRefusal(await refused('135790'), 'passwordWrong');
    expectData(action, await pay('246810', '1'));
  });

  it('is locked by wrong ones all at once', async () => {
    const { pay } = await customerWith('246810');
    const answers = await shop().untouched(() =>
      Promise.all(Array.from({ length: 12 }, (_, nth) => pay(String(nth).repeat(6), '1'))),
    );
    const codes = answers.map(({ json }) => json.code);
    expect(codes.filter((code) => code === 40303)).toHaveLength(5);
    expect(codes.filter((code) => code === 40304)).toHaveLength(7);
  });

  it('is not asked for where it was paid already', async () => {
    const { customer, customerId } = await shop().shopper({ rechargeFen: 10_000 });
    await setPassword(shop().server.context.useCases, customer, '246810');
    const params = {
      bizId: shop().bizId(),
      customerId,
      amount: '1.00',
      usePassword: 1,
      payPassword: '246810',
    };
    const first = await shop().call(action, params);
    expectData(action, first);
    const again = await shop().untouched(() => shop().call(action, { ...params, payPassword: '' }));
    expect(again.text).toBe(first.text);
  });
});
