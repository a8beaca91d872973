// The two calls as WeChat documents them, and both forms of what it answers.
import { noon } from '../../kit/clock.ts';
import { aPut, createWechatWorld, shopId } from './world.ts';

it('sends seconds, and a quantity only where given', async () => {
  const { wechat, process } = await createWechatWorld();
  const { wifi } = await process();
  expect(await wifi.set(aPut)).toEqual({ ok: true, value: undefined });
  expect(await wifi.set({ ...aPut, shopId: 0, quantity: 10 })).toEqual({ ok: true, value: undefined });
  const sent = {
    shop_id: shopId,
    card_id: 'pB1',
    card_describe: '10元代金券',
    start_time: 1768449600,
    end_time: 1769054400,
  };
  const bodies = wechat.calls.filter(({ path }) => path.endsWith('set')).map(({ body }) => body);
  expect(bodies).toEqual([sent, { ...sent, shop_id: 0, card_quantity: 10 }]);
});

it.each(['sample', 'table'] as const)('reads the times as the %s spells them', async (spelling) => {
  const { process } = await createWechatWorld({ spelling });
  const { wifi } = await process();
  await wifi.set(aPut);
  const { quantity, ...put } = aPut;
  expect(await wifi.get(shopId)).toEqual({ ok: true, value: { ...put, state: 'in effect' } });
});

it.each([
  [-1, 'not yet'],
  [0, 'in effect'],
  [7 * 86_400_000, 'over'],
] as const)('tells at %i ms that it is %s', async (afterNoon, state) => {
  const { clock, process } = await createWechatWorld();
  const { wifi } = await process();
  clock.set(noon + afterNoon);
  await wifi.set(aPut);
  expect(await wifi.get(shopId)).toMatchObject({ value: { state } });
});

it('finds nothing where nothing was put', async () => {
  const { process } = await createWechatWorld();
  expect(await (await process()).wifi.get(shopId)).toEqual({ ok: true, value: undefined });
});

it.each([
  ['an unknown card', { cardId: 'pB2' }, 9008001],
  ['an unknown store', { shopId: 1 }, 9002009],
  ['an end after the card', { endAt: noon + 31 * 86_400_000 }, 9008002],
  ['a text of 19 characters', { describe: '🚗'.repeat(19) }, 45021],
  ['an end before the start', { endAt: noon - 1_000 }, 40079],
  ['a quantity of nothing', { quantity: 0 }, 40122],
])('is refused %s by its errcode', async (_, changes, errcode) => {
  const { process } = await createWechatWorld();
  const { wifi } = await process();
  expect(await wifi.set({ ...aPut, ...changes })).toMatchObject({ problem: { kind: 'refused', errcode } });
});
