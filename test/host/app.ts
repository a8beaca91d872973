// A mini-program in the place of 出行服务: it has the plugin, listens to it, and leads it to the demo's server.
import { serverUrl } from './config';
import { note } from './services/history';

type Plugin = typeof import('../../plugin/index');

App({
  onLaunch() {
    const plugin = requirePlugin('chelian-coupon') as Plugin;
    plugin.configure({ baseUrl: serverUrl });
    plugin.on('claimed', ({ couponId }) => note(`claimed ${couponId}`));
    plugin.on('used', ({ couponId }) => note(`used ${couponId}`));
  },
});
