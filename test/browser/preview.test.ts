// The preview: whoever starts the demo and opens what it prints does everything by the buttons that are there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { atEnd } from '../kit/at-end.ts';
import { type ServerProcess, startProcess } from '../kit/process.ts';
import { launchChromium } from './kit/chromium.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'chelian-preview-'));
let browser: Browser;
let demo: ServerProcess;
let url: string;

beforeAll(async () => {
  browser = await launchChromium();
  demo = await startProcess(['server/main.ts'], {
    env: { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
  });
  const banner = /preview +(http:\S+)/;
  url = banner.exec(await demo.printed(banner))?.[1] ?? '';
}, 120_000);

afterAll(async () => {
  await browser.close();
  await demo.end('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

async function visit(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  atEnd(() => page.close());
  page.setDefaultTimeout(25_000);
  await page.goto(url);
  return page;
}

const onPhone = (page: Page, name: RegExp) => page.frameLocator('#screen').getByRole('button', { name });
const scan = (page: Page) => page.getByRole('button', { name: /扫码核销/ });

async function claimAndShow(page: Page): Promise<void> {
  await onPhone(page, /^领券/).first().click();
  await onPhone(page, /^立即领取/).click();
  await onPhone(page, /^去使用/).click();
}

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
