// The demo as `npm start` runs it, and somebody who opens the preview that it prints.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { atEnd } from '../../kit/at-end.ts';
import { startProcess } from '../../kit/process.ts';
import { scratch } from '../../kit/scratch.ts';
import { sharedByTests } from '../../kit/shared.ts';
import { launchChromium } from './chromium.ts';

export interface Demo {
  readonly serverUrl: string;
  readonly dataDir: string;
  /** Opens the preview in a window of its own. */
  visit(): Promise<Page>;
}

export const sharedDemo = (): (() => Demo) => sharedByTests(openDemo, (demo) => demo.close(), 120_000);

async function openDemo() {
  const dataDir = mkdtempSync(join(scratch, 'chelian-preview-'));
  const env = { PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' };
  const server = await startProcess(['server/main.ts'], { env });
  const browser = await launchChromium();
  const banner = /preview +(http:\S+)/;
  const previewUrl = banner.exec(await server.printed(banner))?.[1] ?? '';
  return {
    serverUrl: server.url,
    dataDir,
    async visit() {
      const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
      atEnd(() => page.close());
      page.setDefaultTimeout(25_000);
      await page.goto(previewUrl);
      return page;
    },
    async close() {
      await browser.close();
      await server.end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export const onPhone = (page: Page, name: RegExp): Locator =>
  page.frameLocator('#screen').getByRole('button', { name });

export const scan = (page: Page): Locator => page.getByRole('button', { name: /扫码核销/ });

export async function claimAndShow(page: Page): Promise<void> {
  await onPhone(page, /^领券/).first().click();
  await onPhone(page, /^立即领取/).click();
  await onPhone(page, /^去使用/).click();
}
