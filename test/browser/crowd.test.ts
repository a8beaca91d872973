// A till scans while a crowd waits for coupons of theirs: who stands there is shown "used" at once, and nobody waits for the crowd.
import { spawn } from 'node:child_process';
import type { Context } from '../../server/context.ts';
import { sampleHostAppId } from '../../server/demo/sample.ts';
import { openPluginSession } from '../../server/usecase/plugin-session.ts';
import { atEnd } from '../kit/at-end.ts';
import { testContext } from '../kit/context.ts';
import { isLong } from '../kit/long.ts';
import { claimFor } from '../kit/merchant.ts';
import { waitUntil } from '../kit/pause.ts';
import { runningStock } from '../kit/stocks.ts';
import { claimAndShow, onPhone, scan, sharedDemo } from './kit/demo.ts';

/** The full crowd is for a quiet machine: opening its connections alone takes one core some seconds. */
const crowd = isLong ? 5_000 : 500;
/** Some of them have just been told that nothing changed, and ask again. */
const spare = Math.ceil(crowd / 20);
const demo = sharedDemo();

/** @returns a session's token and a coupon of that person */
async function somebody(context: Context, stockId: string, userCode: string): Promise<string> {
  const host = context.directory.pluginHost(sampleHostAppId);
  if (host === undefined) throw new Error('the demo has its host');
  const opened = await openPluginSession(context.useCases, {
    host,
    openpid: userCode,
    userCode,
    proven: false,
    bindFirstUse: true,
  });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const { couponId } = await claimFor(context, stockId, userCode);
  return `${opened.token} ${couponId}`;
}

async function readMetric(name: string): Promise<number> {
  const body = await (await fetch(`${demo().serverUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
}

it(`shows "used" among ${crowd} who wait`, async () => {
  const context = await testContext({ dataDir: demo().dataDir });
  const stockId = await runningStock(context, { max_coupons: crowd + spare });
  const lines: string[] = [];
  while (lines.length < crowd + spare) {
    const group = Array.from({ length: Math.min(500, crowd + spare - lines.length) }, (_, n) =>
      somebody(context, stockId, `crowd${lines.length + n}`),
    );
    lines.push(...(await Promise.all(group)));
  }
  const waiting = spawn(process.execPath, ['test/browser/kit/crowd.ts', demo().serverUrl], {
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  atEnd(() => waiting.kill());
  waiting.stdin.end(lines.join('\n'));
  await waitUntil('everybody waits', async () => (await readMetric('chelian_watching')) >= crowd);

  const page = await demo().visit();
  await claimAndShow(page);
  await scan(page).waitFor();
  await readMetric('nodejs_eventloop_lag_max_seconds');
  const scannedAt = performance.now();
  await scan(page).click();
  await page.frameLocator('#screen').getByText('深圳科技园店').waitFor();
  const shownAfterMs = performance.now() - scannedAt;
  const stallMs = 1000 * (await readMetric('nodejs_eventloop_lag_max_seconds'));
  expect(await readMetric('chelian_watching')).toBeGreaterThanOrEqual(crowd);
  process.stdout.write(
    `"used" ${shownAfterMs.toFixed(0)} ms after the scan, ${crowd} others waiting; longest stall of the loop ${stallMs.toFixed(0)} ms\n`,
  );
  await onPhone(page, /返回出行服务/).waitFor();
}, 180_000);
