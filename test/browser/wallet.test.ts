// A wallet with two thousand coupons: it opens with a few and grows while the person scrolls.
import { claimFor } from '../kit/merchant.ts';
import { runningStock } from '../kit/stocks.ts';
import { newPhone, type TestPhone } from './kit/phone.ts';
import { sharedWorld } from './kit/world.ts';

const world = sharedWorld();

async function walletOf(coupons: number): Promise<TestPhone> {
  const { context } = world().server;
  const stockId = await runningStock(context, { max_coupons: coupons, max_coupons_per_user: coupons });
  const phone = await newPhone(world());
  await Promise.all(Array.from({ length: coupons }, () => claimFor(context, stockId, phone.userCode)));
  await phone.open('coupons');
  await tab(phone, '可使用')
    .filter({ hasText: String(coupons) })
    .waitFor();
  return phone;
}

const tab = (phone: TestPhone, name: string) => phone.page.getByRole('tab', { name: new RegExp(name) });

const cards = `document.querySelectorAll('wx-page:not([hidden]) [role=listitem]').length`;

/** As fast as a thumb can: to the foot, and again as soon as there is more. @returns how many cards there were each time */
const scrollDown = (until: number) => `(async () => {
  const seen = [];
  while (${cards} < ${until}) {
    if (seen.at(-1) !== ${cards}) {
      seen.push(${cards});
      scrollTo(0, document.documentElement.scrollHeight);
    }
    await new Promise(requestAnimationFrame);
  }
  return seen;
})()`;

describe('a wallet', () => {
  it('with 2,000 coupons opens with one page and grows page by page', async () => {
    const phone = await walletOf(2_000);
    const seen = (await phone.page.evaluate(scrollDown(500))) as number[];
    const [page = 0] = seen;
    expect(page).toBeLessThanOrEqual(50);
    expect(seen).toEqual(seen.map((_count, index) => page * (index + 1)));
    await phone
      .button(/^去使用/)
      .last()
      .tap();
    await phone.text('请向店员出示此码').waitFor();
  });

  it('says when all of it is there', async () => {
    const phone = await walletOf(45);
    await phone.page.evaluate(scrollDown(45));
    await phone.text('没有更多了').waitFor();
  });

  it('has three tabs with how many lie in each', async () => {
    const phone = await walletOf(1);
    await tab(phone, '已使用').tap();
    await phone.text('还没有用过的券').waitFor();
    await tab(phone, '已失效').tap();
    await phone.text('没有失效的券').waitFor();
  });
});
