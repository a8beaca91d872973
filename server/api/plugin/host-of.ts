// Which mini-program a request comes from. WeChat writes the host's AppId into the Referer of a plugin's requests, and signs it with a token that
// the plugin's owner has set; without the token the Referer is all there is, and only chooses whose rules apply.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { PluginError } from '../../../shared/plugin/errors.ts';
import type { PluginHost } from '../../domain/plugin-host.ts';
import type { PluginDeps } from './deps.ts';

const referer = /^https:\/\/servicewechat\.com\/(wx[0-9a-f]{10,18})\//i;

const hostSign = z.object({
  noncestr: z.string().min(1).max(64),
  timestamp: z.union([z.string(), z.int()]).transform(String),
  signature: z.string().regex(/^[0-9a-f]{40}$/i),
});

/** @throws PluginError hostRefused */
export async function hostOf(
  { useCases: { directory, now }, settings }: Pick<PluginDeps, 'useCases' | 'settings'>,
  headers: IncomingHttpHeaders,
): Promise<PluginHost> {
  const [, hostAppId] = referer.exec(headers.referer ?? '') ?? [];
  if (hostAppId === undefined) throw new PluginError('hostRefused');
  const { pluginToken: token, timestampWindowSeconds: windowSeconds } = settings;
  if (
    token !== undefined &&
    !isSigned(headers['x-wechat-hostsign'], { hostAppId, token, now: now(), windowSeconds })
  )
    throw new PluginError('hostRefused');
  const host =
    directory.pluginHost(hostAppId) ??
    ((await directory.refresh()) ? directory.pluginHost(hostAppId) : undefined);
  if (host === undefined) throw new PluginError('hostRefused');
  return host;
}

function isSigned(
  header: unknown,
  {
    hostAppId,
    token,
    now,
    windowSeconds,
  }: { hostAppId: string; token: string; now: number; windowSeconds: number },
): boolean {
  const parsed = hostSign.safeParse(parseJson(header));
  if (!parsed.success) return false;
  const { noncestr, timestamp, signature } = parsed.data;
  const source = [hostAppId, noncestr, timestamp, token].sort().join('');
  const expected = createHash('sha1').update(source).digest();
  const isFresh = Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds;
  return timingSafeEqual(Buffer.from(signature, 'hex'), expected) && isFresh;
}

function parseJson(header: unknown): unknown {
  try {
    return JSON.parse(String(header));
  } catch {
    return undefined;
  }
}
