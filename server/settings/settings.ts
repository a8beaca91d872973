// The settings of one process, read from its environment. Every problem is reported at once, in words.

import { type DemoPorts, demoPorts, noDemoPorts } from './demo-ports.ts';
import { readVariables } from './read.ts';
import type { Parsed } from './variables.ts';
import { type WechatApps, type WechatVariable, wechatApps, wechatProblems } from './wechat.ts';

export type Settings = Omit<
  Parsed,
  'allowPrivateCallbacks' | 'masterKeysOld' | keyof DemoPorts | WechatVariable
> &
  DemoPorts &
  WechatApps & {
    readonly allowPrivateCallbacks: boolean;
    readonly masterKeysOld: readonly Buffer[];
  };

/** The message has one line for each problem. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws SettingsError */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const { values, problems } = readVariables(env);
  problems.push(...contradictions(values));
  if (problems.length > 0) throw new SettingsError(problems);
  return complete(values as Parsed);
}

/** Takes `.env` of the working directory into the environment, if there is one; what is already set stays. */
export function loadEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** What each variable may say by itself but not together with the others; one that failed is missing here. */
function contradictions(values: Partial<Parsed>): string[] {
  const problems: string[] = [];
  const { mode, host, port, simulatorPort, previewPort } = values;
  if (mode === 'demo' && host !== undefined && !isLoopback(host)) {
    problems.push(
      `HOST must be a loopback address in demo mode, not "${host}"; set NODE_ENV=production to serve others`,
    );
  }
  // Looks at the key of `values`, since a key that is there but malformed is a problem of its own.
  if (mode === 'production' && 'masterKey' in values && values.masterKey === undefined) {
    problems.push('MASTER_KEY is required in production; make one with: openssl rand -hex 32');
  }
  for (const [name, given] of [
    ['SIMULATOR_PORT', simulatorPort],
    ['PREVIEW_PORT', previewPort],
  ] as const)
    if (mode === 'production' && given) problems.push(`${name} works in demo mode only, so remove it`);
  if (values.databaseUrl === undefined && 'databaseUrl' in values && (values.buckets ?? 1) > 1) {
    problems.push('BUCKETS above 1 is for PostgreSQL: set DATABASE_URL, or leave BUCKETS out');
  }
  if (values.databaseUrl === undefined && 'databaseUrl' in values && (values.workers ?? 1) > 1) {
    problems.push(
      'WORKERS (or --workers) above 1 is for PostgreSQL: SQLite has one writer, so that more processes would only wait for ' +
        'each other; set DATABASE_URL, or leave it out',
    );
  }
  if (simulatorPort && simulatorPort === port) {
    problems.push(`SIMULATOR_PORT must not be the same as PORT (${port})`);
  }
  return [...problems, ...wechatProblems(values)];
}

function complete(values: Parsed): Settings {
  const demo = values.mode === 'demo';
  const {
    wechatAppId,
    wechatAppSecret,
    wechatBaseUrl,
    wechatTimeoutMs,
    pluginAppId,
    pluginAppSecret,
    ...others
  } = values;
  return {
    ...others,
    ...wechatApps(values),
    allowPrivateCallbacks: values.allowPrivateCallbacks ?? demo,
    masterKeysOld: values.masterKeysOld ?? [],
    ...(demo ? demoPorts(values) : noDemoPorts),
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
