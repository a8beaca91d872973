// The second tab: the wallet's entry, and a card of the plugin's in a page of the host's.
import { noted } from '../../services/history';
import { openPlugin } from '../../services/plugin';

const yearMs = 365 * 24 * 3_600_000;

Page({
  data: { noted: noted(), coupon: {} },
  onShow() {
    this.setData({ noted: noted(), coupon: sample() });
  },
  openWallet() {
    openPlugin('coupons', 'navigateTo', { return_url: '/pages/mine/mine' });
  },
});

/** As the host's own server would hand it on. */
function sample() {
  return {
    name: '加油立减券',
    description: '',
    instructions: '',
    benefit: { kind: 'amount', amountFen: 2000, minimumFen: 10_000 },
    beginAt: Date.now(),
    endAt: Date.now() + yearMs,
    state: 'available',
  };
}
