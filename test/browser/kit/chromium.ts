// A Chromium to test in: the one that CHROMIUM_PATH names, else the one that comes with the packages, else one of the system's.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { packedChromium } from './packed-chromium.ts';

interface Found {
  readonly path: string;
  readonly env?: NodeJS.ProcessEnv;
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const apps = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @throws with one sentence that says how to get one */
export async function launchChromium(): Promise<Browser> {
  // The packages' own first: the same for everybody, and a shell without a window opens pages four times as fast.
  const found = namedChromium() ?? (await packedChromium()) ?? systemChromium();
  if (found === undefined)
    throw new Error(
      'The browser tests need a Chromium and none comes for this platform: install Chrome or Chromium, or let CHROMIUM_PATH name one.',
    );
  const { path, env } = found;
  return chromium.launch({
    executablePath: path,
    // Hinting differs from machine to machine, and with it every line of text.
    args: ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'],
    ...(env && { env: env as Record<string, string> }),
  });
}

function namedChromium(): Found | undefined {
  const { CHROMIUM_PATH: path } = process.env;
  if (!path) return undefined;
  if (existsSync(path)) return { path };
  throw new Error(
    `CHROMIUM_PATH names ${path}, where nothing is: let it name a Chromium or Chrome, or unset it.`,
  );
}

function systemChromium(): Found | undefined {
  const { PATH: folders = '' } = process.env;
  const inPath = folders.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const path = [...inPath, ...apps].find(isExecutable);
  return path === undefined ? undefined : { path };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
