// What the simulator knows after callbacks, in whatever order they came.
import { sampleTimestamp } from '../shared/sp/samples.ts';
import { call, ourMessages, restoredAt, send, successful, usedAt, useSimulators } from './fixtures.ts';

const start = useSimulators();
const early = sampleTimestamp + 1;
const later = sampleTimestamp + 2;

it('knows stocks and coupons as they were told', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.rsync');
  const { mobile_phone: _, ...coupon } = ourMessages['coupon.rsync'];
  expect(simulator.state()).toEqual({
    stocks: [ourMessages['stock.rsync']],
    coupons: [{ ...coupon, mobile_phone: '139****2222' }],
  });
});

it('changes nothing but the status of a stock', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'stock.status.rsync');
  expect(simulator.state().stocks).toEqual([{ ...ourMessages['stock.rsync'], stock_status: 5 }]);
});

it('adds the status to a whole coupon', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.rsync');
  await send(simulator, 'coupon.status.rsync');
  expect(simulator.state().coupons).toEqual([
    { ...ourMessages['coupon.rsync'], ...ourMessages['coupon.status.rsync'], mobile_phone: '139****2222' },
  ]);
});

it('learns of a claimed coupon by its status', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.status.rsync');
  expect(simulator.state().coupons).toMatchObject([{ coupon_id: '1572355050', coupon_status: 2 }]);
});

it('forgets the usage time of a restored coupon', async () => {
  const simulator = await start();
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.status.rsync', usedAt(early));
  await send(simulator, 'coupon.status.rsync', restoredAt(later));
  expect(simulator.state().coupons).toMatchObject([{ coupon_status: 1 }]);
  expect(simulator.state().coupons[0]).not.toHaveProperty('usage_time');
});

it.each([
  [false, 2],
  [true, 1],
])('with honourEventTime %s ends in status %d', async (honourEventTime, status) => {
  const simulator = await start({ honourEventTime });
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.status.rsync', restoredAt(later));
  expect(await send(simulator, 'coupon.status.rsync', usedAt(early))).toEqual(successful);
  expect(simulator.state().coupons).toMatchObject([{ coupon_status: status }]);
});

it('honours an event of the very same time', async () => {
  const simulator = await start({ honourEventTime: true });
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.status.rsync', restoredAt(early));
  await send(simulator, 'coupon.status.rsync', usedAt(early));
  expect(simulator.state().coupons).toMatchObject([{ coupon_status: 2 }]);
});

it('remembers event times beyond a whole coupon', async () => {
  const simulator = await start({ honourEventTime: true });
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.status.rsync', restoredAt(later));
  await send(simulator, 'coupon.rsync');
  await send(simulator, 'coupon.status.rsync', usedAt(early));
  expect(simulator.state().coupons).toMatchObject([{ coupon_status: 1 }]);
});

describe('over HTTP', () => {
  /** Two stocks and two coupons, told in the wrong order. */
  async function startFilled() {
    const simulator = await start();
    for (const stock_id of ['b', 'a']) {
      await send(simulator, 'stock.rsync', { ...ourMessages['stock.rsync'], stock_id });
      await send(simulator, 'coupon.rsync', { ...ourMessages['coupon.rsync'], stock_id });
    }
    return simulator;
  }

  it('shows stocks and coupons by their ids', async () => {
    const { url } = await startFilled();
    expect(JSON.parse((await call(`${url}/state`)).text ?? '')).toMatchObject({
      counts: { stocks: 2, coupons: 2, received: 4 },
      stocks: [{ stock_id: 'a' }, { stock_id: 'b' }],
      coupons: [{ stock_id: 'a' }, { stock_id: 'b' }],
    });
  });

  it('shows only counts where that will do', async () => {
    const { url } = await startFilled();
    const { text } = await call(`${url}/state?coupons=0`);
    expect(JSON.parse(text ?? '')).toEqual({ counts: { stocks: 2, coupons: 2, received: 4 } });
  });

  it('forgets its state but not what it received', async () => {
    const simulator = await startFilled();
    expect(await call(`${simulator.url}/state`, 'DELETE')).toMatchObject({ status: 204 });
    expect(simulator.state()).toEqual({ stocks: [], coupons: [] });
    expect(simulator.received()).toHaveLength(4);
  });
});
