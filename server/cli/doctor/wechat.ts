// Whether WeChat gives us an access token, where it is switched on.
import type { Context } from '../../context.ts';
import { problemText } from '../../domain/wechat.ts';
import { explain } from '../../domain/wifi-errors.ts';
import { type WechatSettings, wechatBaseUrl } from '../../settings/wechat.ts';
import type { Wechat } from '../../wechat/open.ts';
import { type Finding, fail, ok } from './finding.ts';

const about = 'wechat';

export async function checkWechat(context: Context): Promise<readonly Finding[]> {
  const { settings, wechat, pluginWechat } = context;
  if (wechat === undefined && pluginWechat === undefined)
    return [ok(about, 'switched off: neither WECHAT_APP_ID nor PLUGIN_APP_ID is set')];
  // One app may be both.
  const apps = new Map([
    [wechat, settings.wechat],
    [pluginWechat, settings.pluginWechat],
  ]);
  const findings: Finding[] = [];
  for (const [app, given] of apps)
    if (app !== undefined && given !== undefined) findings.push(await checkApp(app, given, settings.dataDir));
  return findings;
}

async function checkApp(app: Wechat, given: WechatSettings, dataDir: string): Promise<Finding> {
  const { appId } = given;
  if (wechatBaseUrl(given, dataDir) === undefined)
    return ok(about, 'simulated by demo mode, while "npm start" runs');
  const token = await app.checkToken();
  if (token.ok) return ok(about, `gives ${appId} an access token`);
  const { means, advice } = explain(token.problem);
  return fail(about, `gives ${appId} no access token: ${means} (${problemText(token.problem)})`, advice);
}
