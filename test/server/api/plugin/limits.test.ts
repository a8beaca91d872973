// How often one may ask: each session for itself, and each address that opens sessions.
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { expectFailure } from './expect.ts';
import { refererOf, sharedVisits } from './visits.ts';

const visits = sharedVisits({ env: { TRUST_PROXY: '1' } });

const refusals = (answers: readonly { status: number }[]) =>
  answers.filter(({ status }) => status === 429).length;
const times = (many: number) => Array.from({ length: many });

it('lets a session ask 40 times at once, and 8 times a second after that', async () => {
  const { visitor, pass } = visits();
  const [eager, calm] = [await visitor(), await visitor()];
  const ask = (many: number) => Promise.all(times(many).map(() => eager.ask('offers', { stockIds: ['x'] })));
  expect(refusals(await ask(50))).toBe(10);
  const refused = await eager.ask('coupons', { language: 'en' });
  expectFailure(refused, 'tooManyRequests', { language: 'en' });
  expect(refused.headers['retry-after']).toBe('1');
  await calm.get('coupons', {});
  await pass(1_000);
  expect(refusals(await ask(10))).toBe(2);
});

it('lets an address open 400 sessions at once, and 80 a second after that', async () => {
  const { send, pass } = visits();
  const knock = (address: string) => send('session', '{"code":"c"}', { 'x-forwarded-for': address });
  const many = (count: number) => Promise.all(times(count).map(() => knock('198.51.100.7')));
  expect(refusals(await many(420))).toBe(20);
  expectFailure(await knock('198.51.100.7'), 'tooManyRequests');
  expectFailure(await knock('198.51.100.8'), 'hostRefused');
  await pass(1_000);
  expect(refusals(await many(100))).toBe(20);
});

it('counts nothing for calls without a session', async () => {
  const { send, visitor } = visits();
  for (const _ of times(60)) expectFailure(await send('offers', '{}'), 'sessionOver');
  await (await visitor()).get('offers', { stockIds: ['x'] });
});

it('asks WeChat for nobody who is refused', async () => {
  const { send, wechat } = visits();
  const headers = { 'x-forwarded-for': '198.51.100.9', ...refererOf(sampleHostAppId) };
  const knock = () => send('session', '{"code":"c","query":{}}', headers);
  await Promise.all(times(400).map(knock));
  const asked = wechat.calls.length;
  expectFailure(await knock(), 'tooManyRequests');
  expect(wechat.calls.length).toBe(asked);
});
