// One coupon at the till: the code to scan, and the seal that appears by itself when it was.
import { words } from '../../i18n/words';
import { onReconnect } from '../../services/network';
import { decodeValue } from '../../services/query';
import { openOwnPage } from '../../services/routes';
import { enterPage, leavePage, type Stay, showPage } from '../../services/stay';
import { type CouponModel, type CouponPageView, newCouponModel } from './coupon-model';

const nothingYet: CouponPageView = {
  phase: 'loading',
  coupon: null,
  status: null,
  failure: null,
  busy: true,
  code: null,
  seal: null,
};

Page({
  data: { ...nothingYet, labels: words().labels },
  stay: undefined as Stay | undefined,
  model: undefined as CouponModel | undefined,

  onLoad(options) {
    const { labels, titles } = words();
    this.setData({ labels });
    const stay = enterPage(this, options, titles.coupon);
    const couponId = decodeValue(options['coupon_id'] ?? '');
    this.stay = stay;
    this.model = newCouponModel(stay.visit, couponId, stay.cancel, (change) => this.setData({ ...change }));
    onReconnect(() => this.model?.reconnected(), stay.cancel);
  },
  onShow() {
    if (this.stay !== undefined && showPage(this.stay)) void this.model?.show();
  },
  onHide() {
    this.model?.rest();
  },
  onUnload() {
    this.model?.rest();
    if (this.stay !== undefined) leavePage(this.stay);
  },
  async onPullDownRefresh() {
    await this.model?.show();
    wx.stopPullDownRefresh();
  },
  retry() {
    void this.model?.show();
  },
  refreshCode() {
    this.model?.refreshCode();
  },
  openWallet() {
    openOwnPage('coupons');
  },
});
