// The whole server in this one process.
import { bannerText } from './demo/banner.ts';
import { databaseName } from './settings/database-name.ts';
import type { Settings } from './settings/settings.ts';
import { start } from './start.ts';
import { stopWhenTold } from './stop.ts';

/** @throws when it cannot start */
export async function serveAlone(settings: Settings): Promise<void> {
  const running = await start(settings);
  const { url, demo } = running;
  if (demo !== undefined) {
    const facts = { url, ...demo.urls, database: databaseName(settings), now: Date.now() };
    process.stdout.write(bannerText(facts));
  }
  running.context.log.info({ url, mode: settings.mode }, 'listening');
  stopWhenTold(running);
}
