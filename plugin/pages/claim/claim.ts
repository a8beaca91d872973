// The page that a host opens for a coupon: what is on offer, one tap to have it, and where to go then.
import { words } from '../../i18n/words';
import { onReconnect } from '../../services/network';
import { openOwnPage } from '../../services/routes';
import { enterPage, leavePage, type Stay, showPage } from '../../services/stay';
import { newOffersModel, type OffersModel, type OffersView } from './offers-model';

interface ItemTap {
  readonly currentTarget: { readonly dataset: { readonly stock?: string; readonly coupon?: string } };
}

const nothingYet: OffersView = { phase: 'loading', items: [], failure: null, busy: true };

Page({
  data: { ...nothingYet, labels: words().labels, empty: words().empty.offers },
  stay: undefined as Stay | undefined,
  model: undefined as OffersModel | undefined,

  onLoad(options) {
    const { labels, empty, titles } = words();
    this.setData({ labels, empty: empty.offers });
    const stay = enterPage(this, options, titles.claim);
    this.stay = stay;
    this.model = newOffersModel(stay.visit, stay.cancel, (view) => this.setData({ ...view }));
    onReconnect(() => {
      if (this.model?.failed) void this.model.load();
    }, stay.cancel);
  },
  onShow() {
    if (this.stay !== undefined && showPage(this.stay)) void this.model?.load();
  },
  onUnload() {
    if (this.stay !== undefined) leavePage(this.stay);
  },
  async onPullDownRefresh() {
    await this.model?.load();
    wx.stopPullDownRefresh();
  },
  retry() {
    void this.model?.load();
  },
  claim({ currentTarget }: ItemTap) {
    void this.model?.claim(currentTarget.dataset.stock ?? '');
  },
  use({ currentTarget }: ItemTap) {
    openOwnPage('coupon', { coupon_id: currentTarget.dataset.coupon ?? '' });
  },
  openWallet() {
    openOwnPage('coupons');
  },
});
