// How old or new a call may be (sp §3).
import { createClock } from '../../../kit/clock.ts';
import { sharedTestServer, startTestServer } from '../../../kit/server.ts';
import { raw } from '../../../kit/signed.ts';
import { expectData, expectRefusal } from './expect.ts';

const clock = createClock();
const server = sharedTestServer({ now: clock.now });
const query = (timestamp: unknown) => server().call('stock.query', { stock_id: 'test001', timestamp });
const seconds = (offset: number) => Math.floor(clock.now() / 1000) + offset;
const millis = (offset: number) => clock.now() + offset;

describe('a timestamp', () => {
  const forms: [string, (offset: number) => unknown][] = [
    ['seconds as text', (ms) => String(seconds(ms / 1000))],
    ['seconds as a number', (ms) => seconds(ms / 1000)],
    ['milliseconds as text', (ms) => String(millis(ms))],
    ['milliseconds as a number', (ms) => millis(ms)],
  ];

  it.each(forms)('in %s may be off by the window', async (_, at) => {
    for (const offset of [0, -299_000, 299_000, -300_000, 300_000]) {
      expectData('stock.query', await query(at(offset)));
    }
  });

  it.each(forms)('in %s may not be off by more', async (_, at) => {
    for (const offset of [-301_000, 301_000]) expectRefusal(await query(at(offset)), 400004, /^timestamp: /);
  });

  it('is judged to the millisecond', async () => {
    expectRefusal(await query(millis(-300_001)), 400004, /^timestamp: /);
    expectRefusal(await query(millis(300_001)), 400004, /^timestamp: /);
  });

  it('may be a number in any notation', async () => {
    expectData('stock.query', await query(raw(`${seconds(0)}.0`)));
  });

  const malformed: [string, unknown][] = [
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['a word', 'now'],
    ['9 digits', '157234207'],
    ['11 digits', '15723420760'],
    ['12 digits', 157_234_207_600],
    ['14 digits', '15723420760001'],
    ['signed', '-157234207'],
    ['hexadecimal', '0x5db7f13c'],
    ['with a blank', ' 1572342076'],
    ['with a line break', '1572342076\n'],
    ['in other digits', '١٥٧٢٣٤٢٠٧٦'],
    ['a fraction', 1_572_342_076.5],
    ['endless', raw('1e400')],
    ['a list', ['1572342076']],
    ['an object', {}],
    ['true', true],
  ];

  it.each(malformed)('that is %s is a bad parameter', async (_, timestamp) => {
    const why = timestamp === undefined ? /^timestamp: is required$/ : /^timestamp: must be 10 or 13 digits$/;
    expectRefusal(await query(timestamp), 400000, why);
  });

  it('is looked at after the signature', async () => {
    const parameters = { stock_id: 'test001', timestamp: '1', sign: 'X' };
    expectRefusal(await server().call('stock.query', parameters), 400005, /^sign: /);
  });

  it('is looked at before the parameters', async () => {
    expectRefusal(await server().call('stock.query', { timestamp: seconds(-301) }), 400004, /^timestamp: /);
  });
});

describe('the window', () => {
  it('is as wide as the setting says', async () => {
    const narrow = await startTestServer({ now: clock.now, env: { TIMESTAMP_WINDOW_SECONDS: '5' } });
    const at = (offset: number) =>
      narrow.call('stock.query', { stock_id: 'test001' }, { at: millis(offset) });
    expectData('stock.query', await at(-5_000));
    expectRefusal(await at(-6_000), 400004, /within 5 s/);
  });
});
