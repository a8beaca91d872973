// Whether WeChat gives us an access token, where it is switched on.
import type { Context } from '../../context.ts';
import { problemText } from '../../domain/wechat.ts';
import { explain } from '../../domain/wifi-errors.ts';
import { wechatBaseUrl } from '../../settings/wechat.ts';
import { type Finding, fail, ok } from './finding.ts';

const about = 'wechat';

export async function checkWechat({ settings, wechat }: Context): Promise<readonly Finding[]> {
  if (wechat === undefined || settings.wechat === undefined)
    return [ok(about, 'switched off: WECHAT_APP_ID and WECHAT_APP_SECRET are not set')];
  const { appId } = settings.wechat;
  if (wechatBaseUrl(settings.wechat, settings.dataDir) === undefined)
    return [ok(about, 'simulated by demo mode, while "npm start" runs')];
  const token = await wechat.checkToken();
  if (token.ok) return [ok(about, `gives ${appId} an access token`)];
  const { means, advice } = explain(token.problem);
  return [fail(about, `gives ${appId} no access token: ${means} (${problemText(token.problem)})`, advice)];
}
