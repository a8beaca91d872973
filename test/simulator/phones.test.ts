// Phone numbers: masked before anything keeps, writes or shows them.
import { readFileSync } from 'node:fs';
import { bodyOf, call, ourMessages, post, send, useSimulators, useStateFile } from './fixtures.ts';
import { maskParameters } from './mask.ts';

const start = useSimulators();
const newStateFile = useStateFile();
const phone = '13911112222';

it('stand nowhere that the simulator writes', async () => {
  const stateFile = newStateFile();
  const lines: string[] = [];
  const simulator = await start({ stateFile, log: (line) => lines.push(line) });
  const coupon = { ...ourMessages['coupon.rsync'], extra: `call ${phone}` };
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.rsync', coupon);
  await send(simulator, 'coupon.status.rsync');
  await send(simulator, 'coupon.status.rsync', { ...coupon, mobile_phone: 13_911_112_222 });
  await post(simulator, 'coupon.rsync', bodyOf(coupon).replace('"sign":"', '"sign":"0'));
  const shown = await Promise.all(['/', '/received', '/state'].map((path) => call(simulator.url + path)));
  const written = [readFileSync(stateFile, 'utf8'), ...lines, ...shown.map(({ text }) => text)].join('\n');
  expect(simulator.received().map(({ code }) => code)).toEqual([0, 0, 0, 400000, 400005]);
  expect(JSON.stringify([simulator.received(), simulator.state()]) + written).not.toContain(phone);
  expect(written).toContain('139****2222');
});

it('of another length show nothing at all', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.rsync', { ...ourMessages['coupon.rsync'], mobile_phone: '12345' });
  expect(simulator.state().coupons).toMatchObject([{ mobile_phone: '***' }]);
});

describe('maskParameters', () => {
  it.each([
    [{ mobile_phone: phone }, { mobile_phone: '139****2222' }],
    [{ 'mobile_phone ': 13_911_112_222 }, { 'mobile_phone ': '139****2222' }],
    [{ coupons: [{ phone }] }, { coupons: [{ phone: '139****2222' }] }],
    [{ phone: { number: phone } }, { phone: { number: '139****2222' } }],
    [{ phone: ['abc', null, true] }, { phone: ['***', null, true] }],
    [{ extra: { note: `+86${phone}` } }, { extra: { note: '+***' } }],
    [{ extra: `a${phone}b` }, { extra: 'a139****2222b' }],
    [
      { coupon_id: phone, stock_status: 3 },
      { coupon_id: phone, stock_status: 3 },
    ],
    [{ sign: 'A', 'sign ': 'B', nonce: '1' }, { nonce: '1' }],
  ])('makes the best of %j', (parameters, masked) => {
    expect(maskParameters(parameters)).toEqual(masked);
  });

  it('takes __proto__ for a key like any other', () => {
    const masked = maskParameters(JSON.parse(`{"__proto__":{"phone":"${phone}"}}`));
    expect(JSON.stringify(masked)).toBe('{"__proto__":{"phone":"139****2222"}}');
  });
});
