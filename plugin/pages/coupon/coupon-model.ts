// What the page of one coupon does: loads it, keeps its code fresh and watches it while somebody looks, and notices the till's scan.
import type { CouponView } from '../../../shared/plugin/messages/views.ts';
import { couponStatus, type StatusText } from '../../format/coupon-status';
import { timeText } from '../../format/dates';
import type { Cancel } from '../../services/cancel';
import { type CodeView, newCodeDesk } from '../../services/code-desk';
import type { Failure } from '../../services/outcome';
import { newScreen } from '../../services/screen';
import type { Visit } from '../../services/visit';
import { newWatch } from '../../services/watch';

export interface CouponPageView {
  readonly phase: 'loading' | 'ready' | 'error';
  readonly coupon: CouponView | null;
  readonly status: StatusText | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** Shown only while the coupon can be used. */
  readonly code: CodeView | null;
  readonly seal: { readonly time: string; readonly store: string } | null;
}

export interface CouponModel {
  /** The page is seen: everything current, and kept so. */
  show(): Promise<void>;
  /** The page is hidden: nothing goes on, and the screen is as it was. */
  rest(): void;
  refreshCode(): void;
  reconnected(): void;
}

const mayStillChange: readonly CouponView['state'][] = ['available', 'frozen', 'not-begun'];

export function newCouponModel(
  visit: Visit,
  couponId: string,
  pageCancel: Cancel,
  present: (change: Partial<CouponPageView>) => void,
): CouponModel {
  let coupon: CouponView | undefined;
  let seen = false;
  const screen = newScreen();
  const watch = newWatch(visit.call, couponId, (changed) => take(changed));
  const codes = newCodeDesk(visit.call, couponId, (code) => {
    present({ code });
    // The till was quicker than the watch, or the merchant took it back.
    if (code.failure?.code === 'notRedeemable') void load();
  });

  async function load(): Promise<void> {
    present({ busy: true });
    const outcome = await visit.call('coupon', { couponId }, pageCancel);
    if (pageCancel.cancelled) return;
    if (outcome.ok) {
      present({ busy: false });
      take(outcome.data.coupon);
      if (seen && mayStillChange.includes(outcome.data.coupon.state))
        watch.start(outcome.data.coupon.version);
    } else if (coupon === undefined) present({ busy: false, phase: 'error', failure: outcome.failure });
    else present({ busy: false });
  }

  function take(now: CouponView): void {
    // An answer that was on its way while a newer one came.
    if (coupon !== undefined && now.version < coupon.version) return;
    const before = coupon;
    coupon = now;
    present({ phase: 'ready', failure: null, coupon: now, status: couponStatus(now), seal: sealOf(now) });
    if (now.state === 'available') offerCode();
    else withdrawCode();
    if (!mayStillChange.includes(now.state)) watch.stop();
    if (now.state === 'used' && before !== undefined && before.state !== 'used') justUsed(now);
  }

  function offerCode(): void {
    if (!seen) return;
    codes.start();
    screen.brighten();
  }

  function withdrawCode(): void {
    codes.stop();
    screen.restore();
    present({ code: null });
  }

  function justUsed({ stockId }: CouponView): void {
    visit.happened('used', { stockId, couponId });
    wx.vibrateShort({ type: 'medium' });
    // Whoever was reading the rules sees the seal, too.
    wx.pageScrollTo({ scrollTop: 0, duration: 200 });
  }

  return {
    async show() {
      seen = true;
      // The code that is still there may have grown stale while nobody looked.
      if (coupon?.state === 'available') offerCode();
      await load();
    },
    rest() {
      seen = false;
      watch.stop();
      codes.stop();
      screen.restore();
    },
    refreshCode: () => codes.start(),
    reconnected() {
      if (seen) void load();
    },
  };
}

function sealOf({ state, usedAt, usedIn }: CouponView): CouponPageView['seal'] {
  if (state !== 'used') return null;
  return { time: usedAt === undefined ? '' : timeText(usedAt), store: usedIn ?? '' };
}
