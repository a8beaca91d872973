// The page for people, and the line for terminals.
import { sampleTimestamp } from '../shared/sp/samples.ts';
import { call, ourMessages, send, useSimulators } from './fixtures.ts';
import { callbackLine } from './line.ts';
import type { Received } from './received.ts';

const start = useSimulators();

describe('the page', () => {
  it('says in two languages that nothing came', async () => {
    const { url } = await start();
    const { text } = await call(`${url}/`);
    expect(text).toContain('还没有收到回调 · nothing has come in yet');
  });

  it('counts and shows what came in', async () => {
    const simulator = await start({ plan: { rules: [{ interface: 'coupon.rsync', fault: 'drop' }] } });
    await send(simulator, 'stock.rsync');
    await send(simulator, 'coupon.rsync');
    const { text } = await call(`${simulator.url}/`);
    expect(text).toContain('批次 <small>stocks</small></dt><dd>1</dd>');
    expect(text).toContain('回调 <small>callbacks</small></dt><dd>2</dd>');
    expect(text).toContain('<td>17:41:16.000</td><td>同步优惠券信息 <small>coupon.rsync</small></td>');
    expect(text).toContain('<td>1572355050</td><td>1</td><td>0 successful <mark>drop</mark></td>');
  });

  it('shows the last twenty, newest first', async () => {
    const simulator = await start();
    for (let sent = 0; sent < 21; sent += 1) await send(simulator, 'stock.rsync');
    const { text = '' } = await call(`${simulator.url}/`);
    const numbers = Array.from(text.matchAll(/<tr class="good"><td>(\d+)/g), ([, n]) => Number(n));
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => 21 - index));
  });

  it('shows markup in callbacks as text', async () => {
    const simulator = await start();
    await send(simulator, 'stock.rsync', { ...ourMessages['stock.rsync'], stock_id: '<script>' });
    await send(simulator, 'stock.rsync', { ...ourMessages['stock.rsync'], '<b>': 1, stock_id: { '<i>': 1 } });
    const { text } = await call(`${simulator.url}/`);
    expect(text).toContain('<td>&#60;script&#62;</td>');
    expect(text).not.toMatch(/<(script|b|i)>/);
  });
});

describe('a line', () => {
  const received: Received = {
    n: 1,
    at: sampleTimestamp,
    interface: 'coupon.rsync',
    code: 0,
    message: 'successful',
    fault: null,
    parameters: { stock_id: 'test001', coupon_id: '15', coupon_status: 2 },
  };

  it('tells when, what and how it went', () => {
    expect(callbackLine(received, false)).toBe(
      '17:41:16.000  coupon.rsync         test001/15  status 2  0 successful',
    );
  });

  it('tells a callback that was never decided', () => {
    const lost: Received = { ...received, code: null, message: 'gone', fault: 'refuse', parameters: {} };
    expect(callbackLine(lost, false)).toBe(
      '17:41:16.000  coupon.rsync         -  -  unanswered gone  [fault: refuse]',
    );
  });

  it('is in colour where that was asked for', () => {
    expect(callbackLine(received, true)).toContain('\u001b[32m0 successful\u001b[39m');
    expect(callbackLine({ ...received, code: 400000, fault: 'late' }, true)).toMatch(
      /\[31m400000.*\[33m\[fault/,
    );
  });

  it('hands no control characters to the terminal', () => {
    const parameters = { stock_id: '\u001b[2J\u202e', coupon_id: { a: 'x'.repeat(99) } };
    const line = callbackLine({ ...received, parameters }, false);
    expect(line).toContain(`?[2J?/{"a":"${'x'.repeat(34)}  -`);
  });
});
