// Everything that a journey needs, once for each file: a browser, the server, WeChat's side, and the way between phone and server.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { sampleAccount, sampleHostAppId, sampleMerchantKey } from '../../../server/demo/sample.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import { demoWechatApp } from '../../../server/settings/wechat.ts';
import { type Running, start } from '../../../server/start.ts';
import type { MerchantClient } from '../../../shared/merchant/client.ts';
import { tillOf } from '../../kit/merchant.ts';
import { scratch } from '../../kit/scratch.ts';
import { sharedByTests } from '../../kit/shared.ts';
import { type Listening, listenOn } from '../../simulator/listening.ts';
import { startWechatSimulator } from '../../simulator/wechat/simulator.ts';
import { compileProgram } from '../harness/compile/program.ts';
import { createPhones, type Phones } from '../harness/serve/phones.ts';
import { launchChromium } from './chromium.ts';

export interface World {
  readonly browser: Browser;
  readonly server: Running;
  readonly way: Pick<Phones, 'calls' | 'fail'> & Pick<Listening, 'url'>;
  readonly till: MerchantClient;
}

export interface WorldOptions {
  /** As set at WeChat and at the server. */
  readonly pluginToken?: string;
  /** Another one, with which somebody who is not WeChat signs. */
  readonly signedWith?: string;
}

/** Unpacking a browser takes its time on a bare machine. */
const startMs = 120_000;

export const sharedWorld = (options: WorldOptions = {}): (() => World) =>
  sharedByTests(
    () => openWorld(options),
    (world) => world.close(),
    startMs,
  );

const quiet = { PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'silent', DRAIN_GRACE_MS: '0' };

async function openWorld({
  pluginToken,
  signedWith = pluginToken,
}: WorldOptions): Promise<World & { close(): Promise<void> }> {
  const wechat = await startWechatSimulator({ port: 0, app: demoWechatApp });
  const dataDir = mkdtempSync(join(scratch, 'chelian-browser-'));
  const settings = readSettings({
    ...quiet,
    DATA_DIR: dataDir,
    WECHAT_BASE_URL: wechat.url,
    ...(pluginToken && { PLUGIN_TOKEN: pluginToken }),
  });
  const [browser, server, program] = await Promise.all([
    launchChromium(),
    start(settings),
    compileProgram(process.cwd(), sampleHostAppId),
  ]);
  const phones = createPhones({
    repository: process.cwd(),
    program,
    serverUrl: server.url,
    host: { appId: sampleHostAppId, ...(signedWith && { pluginToken: signedWith }) },
    loginCode: wechat.issueCode,
  });
  const listening = await listenOn(phones.answer, 0);
  return {
    browser,
    server,
    way: { url: listening.url, calls: phones.calls, fail: phones.fail },
    till: tillOf(server.url, { ...sampleMerchantKey, account: sampleAccount }),
    async close() {
      await browser.close();
      await listening.close();
      phones.close();
      await server.stop();
      await wechat.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
