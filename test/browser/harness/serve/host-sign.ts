// The headers by which WeChat says which mini-program a plugin's request comes from.
import { createHash, randomBytes } from 'node:crypto';

export interface HostIdentity {
  readonly appId: string;
  /** Of the plugin, as its owner has set it at WeChat. */
  readonly pluginToken?: string;
}

export function hostHeaders({ appId, pluginToken }: HostIdentity): Record<string, string> {
  const referer = `https://servicewechat.com/${appId}/1/page-frame.html`;
  if (pluginToken === undefined) return { referer };
  const noncestr = randomBytes(8).toString('hex');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const source = [appId, noncestr, timestamp, pluginToken].sort().join('');
  const signature = createHash('sha1').update(source).digest('hex');
  return { referer, 'x-wechat-hostsign': JSON.stringify({ noncestr, timestamp, signature }) };
}
