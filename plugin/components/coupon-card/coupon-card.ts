// One coupon, or an offer of one: the sum largest, then the condition, then how long. Hosts may embed it, too.
import type { CouponView, OfferView } from '../../../shared/plugin/messages/views.ts';
import { benefitText } from '../../format/benefit';
import { validityText } from '../../format/validity';
import { words } from '../../i18n/words';

type Shown = Pick<
  CouponView | OfferView,
  'name' | 'description' | 'instructions' | 'benefit' | 'beginAt' | 'endAt'
> & {
  readonly state: string;
};

/** What two lines hold on most phones: only longer rules need unfolding. */
const shortRules = 36;

Component({
  properties: {
    /** A coupon or an offer as the server gives it. */
    coupon: { type: Object, value: null as Shown | null },
    /** Its state in words, with an icon; empty: nothing to say. */
    status: { type: String, value: '' },
    statusIcon: { type: String, value: 'info' },
    /** good, bad or plain */
    tone: { type: String, value: 'plain' },
    /** It cannot be used or claimed. */
    muted: { type: Boolean, value: false },
    /** In a long list: without description and rules. */
    compact: { type: Boolean, value: false },
  },
  data: {
    labels: words().labels,
    benefit: null as ReturnType<typeof benefitText> | null,
    validity: null as ReturnType<typeof validityText> | null,
    rules: '',
    foldable: false,
    open: false,
  },
  observers: {
    coupon(coupon: Shown | null) {
      if (!coupon?.benefit) return;
      const rules = (coupon.instructions ?? '').trim();
      this.setData({
        labels: words().labels,
        benefit: benefitText(coupon.benefit),
        validity: validityText(coupon),
        rules,
        foldable: rules.length > shortRules || rules.split('\n').length > 2,
      });
    },
  },
  methods: {
    toggle() {
      this.setData({ open: !this.data.open });
    },
  },
});
