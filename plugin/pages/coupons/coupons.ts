// The wallet: three tabs with how many lie in each, what expires first on top.
import { words } from '../../i18n/words';
import { onReconnect } from '../../services/network';
import { openOwnPage } from '../../services/routes';
import { enterPage, leavePage, type Stay, showPage } from '../../services/stay';
import { newWalletModel, type Tab, type WalletModel, type WalletView } from './wallet-model';

const tabs: readonly Tab[] = ['available', 'used', 'ended'];

interface Tap {
  readonly currentTarget: { readonly dataset: { readonly tab?: Tab; readonly coupon?: string } };
}

const nothingYet: WalletView = {
  tab: 'available',
  counts: null,
  phase: 'loading',
  failure: null,
  busy: true,
  pages: [],
  more: 'none',
};

Page({
  data: { ...nothingYet, tabs, labels: words().labels, names: words().tabs, empty: words().empty },
  stay: undefined as Stay | undefined,
  model: undefined as WalletModel | undefined,

  onLoad(options) {
    const { labels, tabs: names, empty, titles } = words();
    this.setData({ labels, names, empty });
    const stay = enterPage(this, options, titles.coupons);
    this.stay = stay;
    this.model = newWalletModel(stay.visit, stay.cancel, (change) => this.setData({ ...change }));
    onReconnect(() => {
      if (this.model?.failed) void this.model.reload();
    }, stay.cancel);
  },
  onShow() {
    if (this.stay !== undefined && showPage(this.stay)) void this.model?.show();
  },
  onUnload() {
    if (this.stay !== undefined) leavePage(this.stay);
  },
  onReachBottom() {
    void this.model?.more();
  },
  async onPullDownRefresh() {
    await this.model?.reload();
    wx.stopPullDownRefresh();
  },
  open({ currentTarget }: Tap) {
    const { tab } = currentTarget.dataset;
    if (tab !== undefined && tab !== this.data.tab) void this.model?.open(tab);
  },
  retry() {
    void this.model?.reload();
  },
  more() {
    void this.model?.more();
  },
  openCoupon({ currentTarget }: Tap) {
    openOwnPage('coupon', { coupon_id: currentTarget.dataset.coupon ?? '' });
  },
});
