// The preview: whoever starts the demo and opens what it prints does everything by the buttons that are there.
import type { Page } from 'playwright-core';
import { claimAndShow, onPhone, scan, sharedDemo } from './kit/demo.ts';

const demo = sharedDemo();
const visit = (): Promise<Page> => demo().visit();

describe('a visitor of the preview', () => {
  it('claims on the phone and redeems at the till', async () => {
    const page = await visit();
    expect(await scan(page).isEnabled()).toBe(false);
    await claimAndShow(page);
    await scan(page).click();
    await page.getByText('核销成功').waitFor();
    await page.frameLocator('#screen').getByText('深圳科技园店').waitFor();
    await onPhone(page, /返回出行服务/).click();
    await page.frameLocator('#screen').getByText('coupon_result: used').waitFor();
  });

  it('may become somebody new, who may claim again', async () => {
    const page = await visit();
    await claimAndShow(page);
    await page.getByRole('button', { name: /换一位用户/ }).click();
    await claimAndShow(page);
    await scan(page).click();
    await page.getByText('核销成功').waitFor();
  });

  it('sees the other screen, look and language that they choose', async () => {
    const page = await visit();
    for (const choice of ['车机', '深色', '大字', 'English']) await page.getByLabel(choice).click();
    await onPhone(page, /^领券/).first().click();
    await onPhone(page, /^Claim/).waitFor();
    const look = await page
      .frame({ url: /\/phone/ })
      ?.evaluate(
        '[innerWidth, document.documentElement.style.fontSize, getComputedStyle(document.querySelector("wx-page:not([hidden]) > wx-view")).backgroundColor]',
      );
    expect(look).toEqual([1024, '22.4px', 'rgb(16, 18, 22)']);
  });
});
