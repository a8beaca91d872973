// Where demo mode's simulated WeChat listens: a file of the data directory, so that the command line and other processes find it.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileIn = (dataDir: string) => join(dataDir, 'wechat-simulator.url');

export function noteWechatSimulator(dataDir: string, url: string): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileIn(dataDir), `${url}\n`);
}

/** Leaves alone what another server has noted since. */
export function forgetWechatSimulator(dataDir: string, url: string): void {
  if (wechatSimulatorUrl(dataDir) === url) rmSync(fileIn(dataDir), { force: true });
}

export function wechatSimulatorUrl(dataDir: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
