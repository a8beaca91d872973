// Runs the checks in the order in which they depend on each other: without settings no store, without a store nothing.

import type { Context } from '../../context.ts';
import { readSettings, SettingsError } from '../../settings/settings.ts';
import type { CliIo } from '../io.ts';
import { openContext } from '../open.ts';
import { checkChannels } from './channels.ts';
import { checkClock } from './clock.ts';
import { checkConsumes } from './consumes.ts';
import { checkCounters } from './counters.ts';
import { checkCredentials } from './credentials.ts';
import { checkDeliveries } from './deliveries.ts';
import { type Finding, fail, ok } from './finding.ts';
import { checkStocks } from './stocks.ts';
import { checkStore } from './store.ts';
import { checkWallets } from './wallets.ts';
import { checkWechat } from './wechat.ts';

type Check = (context: Context) => Promise<readonly Finding[]>;

const checks: readonly (readonly [about: string, check: Check])[] = [
  ['store', checkStore],
  ['clock', checkClock],
  ['credentials', checkCredentials],
  ['channels', checkChannels],
  ['deliveries', checkDeliveries],
  ['stocks', checkStocks],
  ['counters', checkCounters],
  ['consumes', checkConsumes],
  ['wallets', checkWallets],
  ['wechat', checkWechat],
];

export async function runChecks(io: CliIo): Promise<Finding[]> {
  const settings = checkSettings(io.env);
  if (settings.some(({ state }) => state === 'fail')) return settings;
  let context: Context;
  try {
    context = await openContext(io);
  } catch (error) {
    return [
      ...settings,
      fail(
        'store',
        `cannot be opened: ${messageOf(error)}`,
        'check DATA_DIR, its owner, the space left there, and MASTER_KEY',
      ),
    ];
  }
  try {
    const findings = [...settings];
    for (const [about, check] of checks) findings.push(...(await attempt(about, check, context)));
    return findings;
  } finally {
    await context.close();
  }
}

function checkSettings(env: NodeJS.ProcessEnv): Finding[] {
  try {
    const { mode, dataDir } = readSettings(env);
    return [ok('settings', `${mode} mode, data in ${dataDir}`)];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map((problem) =>
      fail('settings', problem, 'set it in the environment or in .env; .env.example explains each one'),
    );
  }
}

/** One check that breaks must not hide what the others find. */
async function attempt(about: string, check: Check, context: Context): Promise<readonly Finding[]> {
  try {
    return await check(context);
  } catch (error) {
    return [
      fail(
        about,
        `could not be checked: ${messageOf(error)}`,
        'see whether the store is locked, full or damaged',
      ),
    ];
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
