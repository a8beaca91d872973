// The demo's server: the one that runs, or else one that is started for as long as the preview lasts.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { wechatSimulatorUrl } from '../../../server/settings/wechat-simulator.ts';

export interface Demo {
  readonly url: string;
  /** The WeChat that it plays, wherever that is now. */
  readonly wechatUrl: () => string | undefined;
  /** Ends what was started here. */
  stop(): Promise<void>;
}

export interface DemoPlace {
  readonly port: number;
  readonly dataDir: string;
}

const patienceMs = 20_000;

/** @throws where no demo server answers, or it does not play WeChat */
export async function findDemo({ port, dataDir }: DemoPlace): Promise<Demo> {
  const url = `http://127.0.0.1:${port}`;
  const child = (await answers(url))
    ? undefined
    : spawn(process.execPath, ['server/main.ts'], {
        stdio: 'inherit',
        env: { ...process.env, PREVIEW_PORT: '0' },
      });
  const stop = async () => {
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  };
  try {
    await until(`${url} answers`, child, () => answers(url));
    await until(`${url} is a demo that plays WeChat, with ${dataDir} for its data`, child, async () => {
      const wechat = wechatSimulatorUrl(dataDir);
      return wechat !== undefined && (await answers(wechat));
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, wechatUrl: () => wechatSimulatorUrl(dataDir), stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/livez`);
    return true;
  } catch {
    return false;
  }
}

async function until(
  what: string,
  child: ChildProcess | undefined,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (child?.exitCode != null || performance.now() > giveUpAt)
      throw new Error(`It did not come about that ${what}.`);
    await pause(100);
  }
}
