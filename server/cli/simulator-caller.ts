// Whom a simulated call goes to, and with whose key it is signed.
import { isIPv6 } from 'node:net';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import type { Caller } from '../../test/simulator/calls.ts';
import { readSettings } from '../settings/settings.ts';
import { findTenant } from '../usecase/tenant.ts';
import type { Cli } from './command.ts';
import { UsageError } from './failure.ts';
import { openContext } from './open.ts';
import { loadSimulator } from './simulator-module.ts';

export interface CallOptions {
  readonly url?: string;
  readonly apiKey?: string;
  readonly secret?: string;
}

const limitMs = 15_000;

/** @throws UsageError when nobody answers there */
export async function makeCall<Result>(
  cli: Cli,
  options: CallOptions,
  call: (caller: Caller) => Promise<Result>,
): Promise<Result> {
  const spUrl = baseUrl(cli, options.url);
  const { createCaller } = await loadSimulator();
  const credential = await credentialFor(cli, options);
  const limited: typeof fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(limitMs) });
  try {
    return await call(createCaller({ spUrl, credential, fetch: limited }));
  } catch (error) {
    throw new UsageError(
      `${spUrl} does not answer (${why(error)}): start the server there with npm start, or give another --url`,
    );
  }
}

function baseUrl({ io }: Cli, url: string | undefined): string {
  if (url === undefined) {
    const { host, port } = readSettings(io.env);
    return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  }
  if (/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return url;
  throw new UsageError(`--url must look like http://127.0.0.1:3000, not ${JSON.stringify(url)}`);
}

async function credentialFor(cli: Cli, { apiKey, secret }: CallOptions): Promise<SpCredential> {
  if (secret !== undefined) {
    if (apiKey === undefined) throw new UsageError('--secret needs the --api-key that it belongs to');
    return { apiKey, secret, scheme: 'md5-suffix' };
  }
  const context = await openContext(cli.io);
  try {
    const { directory, useCases } = context;
    const { tenantId } = await findTenant(useCases, cli.options().tenant);
    const now = useCases.now();
    const found =
      apiKey === undefined ? directory.signingCredential(tenantId, now) : directory.credential(apiKey, now);
    if (found?.tenantId === tenantId) return found;
    throw new UsageError(
      apiKey === undefined
        ? `tenant ${tenantId} has no active credential: make one with "credential add"`
        : `tenant ${tenantId} has no active credential ${apiKey}: give its --secret`,
    );
  } finally {
    await context.close();
  }
}

function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error as { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? error.message;
}
