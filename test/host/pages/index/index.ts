// The first tab: the coupon entry, opened in each of the three ways.
import { noted } from '../../services/history';
import { openPlugin, type Way } from '../../services/plugin';

interface Tap {
  readonly currentTarget: { readonly dataset: { readonly way?: Way; readonly back?: string } };
}

Page({
  data: { noted: noted(), told: '' },
  onShow() {
    this.setData({ noted: noted() });
  },
  open({ currentTarget }: Tap) {
    const { way = 'redirectTo', back = '/pages/order/order' } = currentTarget.dataset;
    openPlugin('claim', way, { return_url: back }, (told) => this.setData({ told }));
  },
});
