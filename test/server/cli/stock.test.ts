// The life of a stock as an operator leads it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requestSamples } from '../../shared/sp/samples.ts';
import { type CliKit, createCliKit, issueCoupon, setUp, setUpStock, stockJson } from './kit.ts';

let kit: CliKit;
beforeEach(async () => {
  kit = createCliKit();
  await setUp(kit);
});
afterEach(() => kit.remove());

const create = (text: string) => kit.runWith({ stdin: text }, 'stock', 'create', '--file', '-', '--json');

it('creates a stock from a file, not activated', async () => {
  const file = join(kit.dataDir, 'stock.json');
  writeFileSync(file, stockJson('t1'));
  const stock = await kit.json('stock', 'create', '--file', file);
  expect(stock).toMatchObject({
    stock_id: 't1',
    app_id: 'wx1',
    stock_status: 1,
    max_coupons: 3,
    issued: 0,
    left: 3,
  });
});

it("creates a stock from the document's own sample", async () => {
  const ran = await create(requestSamples['stock.rsync']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  const stock = JSON.parse(ran.stdout);
  expect(stock).toMatchObject({ stock_id: 'test001', coupon_name: '代驾代金券', stock_status: 1 });
  expect(stock).not.toHaveProperty('discount_coupon');
});

it('moves through all states of a reviewed stock', async () => {
  await kit.json('channel', 'set', '1', '--review', 'on');
  await create(stockJson('t1'));
  const seen: number[] = [];
  for (const move of ['activate', 'reject', 'activate', 'approve', 'pause', 'resume', 'stop']) {
    seen.push((await kit.json('stock', move, 't1')).stock_status);
  }
  expect(seen).toEqual([2, 1, 2, 3, 5, 3, 4]);
});

it('counts what was issued and what is left', async () => {
  await setUpStock(kit);
  await issueCoupon(kit, 'u1');
  expect(await kit.json('stock', 'list')).toMatchObject([
    { stock_id: 't1', issued: 1, left: 2, stock_status: 3 },
  ]);
  const { stdout } = await kit.run('stock', 'show', 't1');
  expect(stdout).toContain('1 of 3, 2 left');
});

it('takes what stock show prints as new terms', async () => {
  await setUpStock(kit);
  const shown = await kit.json('stock', 'show', 't1');
  const stdin = JSON.stringify({ ...shown, max_coupons: 9 });
  const ran = await kit.runWith({ stdin }, 'stock', 'change', '--file', '-', '--json');
  expect(JSON.parse(ran.stdout)).toEqual({ ...shown, max_coupons: 9, left: 9 });
});

it('shows the price of a 减至券 that is not published', async () => {
  const benefit = {
    fixed_normal_coupon: undefined,
    cut_to_coupon: { cut_to_price: 990, transaction_minimum: 0 },
  };
  const ran = await create(stockJson('t2', { coupon_type: 2, ...benefit }));
  expect(JSON.parse(ran.stdout)).toMatchObject({ coupon_type: 2, cut_to_coupon: benefit.cut_to_coupon });
  const refused = await kit.run('stock', 'activate', 't2');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
});

it('publishes a stock once more', async () => {
  await setUpStock(kit);
  await kit.json('stock', 'publish', 't1');
  const told = await kit.json('deliveries', 'list', '--stock', 't1');
  expect(told.map((one: { interface: string }) => one.interface)).toEqual(['stock.rsync', 'stock.rsync']);
});

it('names every field that is wrong', async () => {
  const ran = await create(stockJson('t1', { stock_name: '', max_coupons: 0, coupon_type: 9 }));
  expect(ran).toMatchObject({ code: 2, stdout: '' });
  for (const field of ['stock_name', 'max_coupons', 'coupon_type'])
    expect(ran.stderr).toContain(`  ${field}: `);
});
