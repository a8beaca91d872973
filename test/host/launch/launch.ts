// The host's universal entry: /launch/launch?target=<name>. Partners come back here when they know no better.
import { note } from '../services/history';

const tabs: Readonly<Record<string, string>> = { index: '/pages/index/index', mine: '/pages/mine/mine' };

Page({
  onLoad(options) {
    const { target = 'index', coupon_result: result } = options;
    if (result !== undefined) note(`launch: ${result}`);
    const tab = tabs[target];
    if (tab === undefined) wx.redirectTo({ url: '/pages/order/order' });
    else wx.switchTab({ url: tab });
  },
});
