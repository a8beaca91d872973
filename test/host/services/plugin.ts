// The plugin as this host opens it: like 出行服务 itself, values joined as they are, "undefined" where there is none.
import { stockId, userCode } from '../config';

export type Way = 'redirectTo' | 'navigateTo' | 'reLaunch';
export type PluginPage = 'claim' | 'coupons' | 'coupon';
type Values = Readonly<Record<string, string | undefined>>;

/** What the host passes to every partner's plugin, whether it has it or not. */
const always = (): Values => ({
  user_code: userCode,
  tel: undefined,
  orderId: undefined,
  encrPhone: 'Ab+/c==',
});

function pluginUrl(page: PluginPage, values: Values = {}): string {
  const all = { ...always(), stock_id: stockId, ...values };
  const query = Object.entries(all).map(([key, value]) => `${key}=${value}`);
  return `plugin://chelian-coupon/${page}?${query.join('&')}`;
}

/** @param told what the plugin says through the channel, which only navigateTo opens */
export function openPlugin(
  page: PluginPage,
  way: Way = 'redirectTo',
  values: Values = {},
  told: (result: string) => void = () => undefined,
): void {
  const url = pluginUrl(page, values);
  if (way === 'redirectTo') wx.redirectTo({ url });
  else if (way === 'reLaunch') wx.reLaunch({ url });
  else wx.navigateTo({ url, events: { coupon_result: ({ result }: { result: string }) => told(result) } });
}
