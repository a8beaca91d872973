// A page that is no tab: the usual return address. It shows what came back with it.
Page({
  data: { result: '', options: '' },
  onLoad(options) {
    this.setData({ result: options['coupon_result'] ?? '', options: JSON.stringify(options) });
  },
});
