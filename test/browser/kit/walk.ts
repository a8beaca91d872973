// A walk past every face that the plugin shows, for tests that look at all of them.
import { moveStock } from '../../../server/usecase/stock.ts';
import { formatTime } from '../../../shared/sp/times.ts';
import { dayMs } from '../../kit/builders.ts';
import { claimFor } from '../../kit/merchant.ts';
import { runningStock } from '../../kit/stocks.ts';
import { newPhone, type PhoneLook, type TestPhone } from './phone.ts';
import { redeem, scannedCode, storeName } from './till.ts';
import type { World } from './world.ts';

/** @param look at each face, by its name */
export async function walk(
  world: World,
  as: PhoneLook,
  look: (face: string, phone: TestPhone) => Promise<void>,
): Promise<void> {
  const phone = await newPhone(world, { fonts: true, density: 2, ...as });
  const { context } = world.server;
  const stocks = await showcase(world);

  await phone.open('claim', { stock_id: stocks.one });
  await phone.button(/^(立即领取|Claim)/).waitFor();
  await look('offer', phone);
  await phone.tap(/^(立即领取|Claim)/);
  await phone.button(/^(去使用|Use)/).waitFor();
  await look('claimed', phone);
  await phone.tap(/^(去使用|Use)/);
  await phone.text(/(\d{4} ){4}\d{4}/).waitFor();
  await look('code', phone);
  await redeem(world, await scannedCode(world, phone));
  await phone.text(storeName).waitFor();
  await look('used', phone);

  for (const stockId of [stocks.one, stocks.discount, stocks.soon])
    await claimFor(context, stockId, phone.userCode);
  await phone.open('coupons', {}, 'redirectTo');
  await phone
    .button(/^(去使用|Use)/)
    .first()
    .waitFor();
  await look('wallet', phone);

  const person = await newPhone(world, { fonts: true, density: 2, ...as });
  await person.open('coupons');
  await person.page.getByRole('tab').last().tap();
  await person
    .text(/没有失效的券|No ended|Nothing/)
    .first()
    .waitFor();
  await look('empty', person);
  await person.open('claim', {}, 'redirectTo');
  await person
    .button(/^(立即领取|Claim)/)
    .first()
    .waitFor();
  await look('offers', person);
  await person.open('coupon', { coupon_id: '1' }, 'redirectTo');
  await person.text(/没有找到这张券|no such coupon/).waitFor();
  await look('error', person);
}

interface Stocks {
  readonly one: string;
  readonly discount: string;
  readonly soon: string;
}

const made = new WeakMap<World, Promise<Stocks>>();

/** One coupon of each kind, and offers in states other than claimable: made once. */
function showcase(world: World): Promise<Stocks> {
  const stocks = made.get(world) ?? makeStocks(world);
  made.set(world, stocks);
  return stocks;
}

async function makeStocks({ server: { context } }: World): Promise<Stocks> {
  const one = await runningStock(context, {
    coupon_name: '代驾代金券',
    coupon_desc: '消费满100元可用，仅限深圳使用',
    instructions:
      '领取后在有效期内使用，每单限用一张，不与其他优惠同享。\n夜间（22:00 至次日 6:00）下单可用。\n最终解释权归商家所有。',
    available_end_time: formatTime(Date.now() + 30 * dayMs),
  });
  const discount = await runningStock(context, {
    coupon_name: '洗车折扣券',
    coupon_desc: '指定门店精洗可用',
    coupon_type: 3,
    fixed_normal_coupon: undefined,
    discount_coupon: { discount_amount_max: 5000, discount_percent: 88, transaction_minimum: 0 },
    available_end_time: formatTime(Date.now() + 90 * dayMs),
  });
  const soon = await runningStock(context, {
    coupon_name: '高速通行立减',
    coupon_desc: 'ETC 通行可用',
    fixed_normal_coupon: { coupon_amount: 550, transaction_minimum: 2000 },
    available_end_time: formatTime(Date.now() + 1.5 * dayMs),
  });
  const gone = await runningStock(context, { coupon_name: '加油立减券', max_coupons: 1 });
  await claimFor(context, gone, 'somebody-quicker');
  await moveStock(context.useCases, 'demo', 'test001', 'stop').catch(() => undefined);
  return { one, discount, soon };
}
