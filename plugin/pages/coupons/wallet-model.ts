// What the wallet knows and does: one tab at a time, page after page, each appended without sending the earlier ones again.
import type { PluginAnswerOf, PluginCallOf } from '../../../shared/plugin/interfaces.ts';
import type { CouponView } from '../../../shared/plugin/messages/views.ts';
import { couponStatus, type StatusText } from '../../format/coupon-status';
import { type Cancel, newCancel } from '../../services/cancel';
import type { Failure } from '../../services/outcome';
import type { Visit } from '../../services/visit';

export type Tab = NonNullable<PluginCallOf<'coupons'>['tab']>;
type Page = PluginAnswerOf<'coupons'>;

export interface WalletItem {
  readonly couponId: string;
  readonly coupon: CouponView;
  readonly status: StatusText;
  /** Ready to be shown at a till. */
  readonly usable: boolean;
}

interface WalletPage {
  readonly number: number;
  readonly items: readonly WalletItem[];
}

export interface WalletView {
  readonly tab: Tab;
  readonly counts: Page['counts'] | null;
  readonly phase: 'loading' | 'ready' | 'empty' | 'error';
  readonly failure: Failure | null;
  readonly busy: boolean;
  /** One entry for each page of the server's. */
  readonly pages: readonly WalletPage[];
  readonly more: 'none' | 'waiting' | 'loading' | 'failed';
}

/** A part of the view, keys as setData takes them: `pages[3]` sends the fourth page alone. */
export type WalletChange = Partial<WalletView> | PageChange;
type PageChange = Readonly<Record<`pages[${number}]`, WalletPage>>;

export interface WalletModel {
  open(tab: Tab): Promise<void>;
  /** The first page of the tab anew; what is there stays until it has come. */
  reload(): Promise<void>;
  /** The page is seen again. A long list stays where it was unless something was used meanwhile. */
  show(): Promise<void>;
  more(): Promise<void>;
  readonly failed: boolean;
}

export function newWalletModel(
  visit: Visit,
  pageCancel: Cancel,
  show: (change: WalletChange) => void,
): WalletModel {
  let tab: Tab = 'available';
  let loaded = 0;
  let next: string | undefined;
  let failed = false;
  let changes = visit.changes;
  let round = newCancel();
  pageCancel.onCancel(() => round.cancel());

  /** Only the newest wish counts: the answer for a tab that was left comes too late. */
  function begin(): Cancel {
    round.cancel();
    round = newCancel();
    return round;
  }

  async function first(): Promise<void> {
    const cancel = begin();
    show({ busy: true });
    changes = visit.changes;
    const outcome = await visit.call('coupons', { tab }, cancel);
    if (cancel.cancelled) return;
    failed = !outcome.ok;
    if (!outcome.ok) {
      // A list that is there is of more use than an error.
      show(loaded > 0 ? { busy: false } : { busy: false, phase: 'error', failure: outcome.failure });
      return;
    }
    const { coupons, counts } = outcome.data;
    loaded = 1;
    next = outcome.data.next;
    show({
      counts,
      failure: null,
      busy: false,
      phase: coupons.length === 0 ? 'empty' : 'ready',
      pages: [{ number: 0, items: coupons.map(walletItem) }],
      more: next === undefined ? 'none' : 'waiting',
    });
  }

  return {
    get failed() {
      return failed;
    },
    async open(wished) {
      tab = wished;
      loaded = 0;
      next = undefined;
      show({ tab, phase: 'loading', failure: null, pages: [], more: 'none' });
      await first();
    },
    reload: first,
    async show() {
      if (loaded > 1 && visit.changes === changes) return;
      await first();
    },
    async more() {
      if (next === undefined) return;
      const after = next;
      next = undefined;
      show({ more: 'loading' });
      const cancel = round;
      const outcome = await visit.call('coupons', { tab, after }, cancel);
      if (cancel.cancelled) return;
      if (!outcome.ok) {
        next = after;
        show({ more: 'failed' });
        return;
      }
      next = outcome.data.next;
      show({
        ...pageChange(loaded, outcome.data.coupons.map(walletItem)),
        more: next === undefined ? 'none' : 'waiting',
      });
      loaded += 1;
    },
  };
}

function pageChange(number: number, items: readonly WalletItem[]): PageChange {
  return { [`pages[${number}]`]: { number, items } };
}

function walletItem(coupon: CouponView): WalletItem {
  return {
    couponId: coupon.couponId,
    coupon,
    status: couponStatus(coupon),
    usable: coupon.state === 'available',
  };
}
