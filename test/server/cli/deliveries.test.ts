// Deliveries as an operator sees and mends them.
import { bury, type CliKit, createCliKit, issueCoupon, type Json, setUp, setUpStock } from './kit.ts';

let kit: CliKit;
let coupon: string;
let stockEvent: string;
let couponEvent: string;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
  await setUpStock(kit);
  coupon = await issueCoupon(kit, 'u1');
  const [ofCoupon, ofStock] = await kit.json('deliveries', 'list');
  stockEvent = ofStock.event_id;
  couponEvent = ofCoupon.event_id;
});
afterEach(() => kit.remove());

const waits = async () => (await kit.json('deliveries', 'list')).map((one: Json) => one.waits_for);
const ids = async (...argv: string[]) =>
  (await kit.json('deliveries', 'list', ...argv)).map((one: Json) => one.event_id);

it('lists what is unfinished, newest first', async () => {
  expect(await ids()).toEqual([couponEvent, stockEvent]);
  expect(await ids('--limit', '1')).toEqual([couponEvent]);
  expect(await ids('--state', 'dead')).toEqual([]);
  expect(await ids('--channel', '2')).toEqual([]);
  expect(await ids('--coupon', coupon)).toEqual([couponEvent]);
  expect(await ids('--state', 'all', '--stock', 't1')).toEqual([couponEvent, stockEvent]);
});

it('says what each delivery waits for', async () => {
  expect(await waits()).toEqual(['stock', 'worker']);
  await bury(kit, stockEvent);
  await kit.json('stock', 'pause', 't1');
  expect(await waits()).toEqual(['lane', 'stock', 'operator']);
});

it('says when the next try is', async () => {
  const at = Date.now() + 60_000;
  await kit.sql("UPDATE delivery_lane SET ready_at = ? WHERE lane_id = 'stock:t1'", at);
  const delivery = await kit.json('deliveries', 'show', stockEvent);
  expect(delivery.waits_for).toBe('time');
  expect(Date.parse(delivery.next_try_time)).toBe(at);
});

it('tells of an open circuit and of a missing address', async () => {
  await kit.sql(
    "INSERT INTO circuit (tenant_id, app_channel_id, cause, open_until_at, opened_at, opens, reason) VALUES ('default', 1, 'unreachable', 4102444800000, 1, 1, 'down')",
  );
  expect(await waits()).toEqual(['stock', 'circuit']);
  await kit.sql('UPDATE channel SET callback_base = NULL');
  expect(await waits()).toEqual(['callback-base', 'callback-base']);
});

it('shows a delivery with all its attempts', async () => {
  await bury(kit, stockEvent);
  const delivery = await kit.json('deliveries', 'show', stockEvent);
  expect(delivery).toMatchObject({ state: 'dead', payload: { stock_id: 't1' } });
  expect(delivery.attempts).toEqual([
    {
      attempt: 1,
      time: expect.any(String),
      outcome: 'permanent',
      http_status: 200,
      code: 400000,
      message: 'bad parameter',
      duration_ms: 12,
      seq_id: 'seq-1',
    },
  ]);
  const { stdout } = await kit.run('deliveries', 'list');
  expect(stdout).toMatch(/permanent 400000 bad parameter +replay or close it/);
});

it.each([
  ['one', () => [stockEvent]],
  ['those of a stock', () => ['--stock', 't1']],
  ['those of a channel', () => ['--channel', '1']],
  ['all', () => ['--all']],
])('replays dead letters: %s', async (_, argv) => {
  await bury(kit, stockEvent);
  expect(await kit.json('deliveries', 'replay', ...argv())).toEqual({ replayed: 1 });
  expect(await ids('--state', 'dead')).toEqual([]);
  expect(await ids('--state', 'pending')).toEqual([couponEvent, stockEvent]);
});

it('replays nothing of another channel', async () => {
  await bury(kit, stockEvent);
  expect(await kit.json('deliveries', 'replay', '--channel', '2')).toEqual({ replayed: 0 });
});

it('closes a dead letter with a reason', async () => {
  await bury(kit, stockEvent);
  await kit.json('deliveries', 'close', stockEvent, '--reason', 'told by phone');
  expect(await kit.json('deliveries', 'show', stockEvent)).toMatchObject({
    state: 'closed',
    note: 'told by phone',
  });
});
