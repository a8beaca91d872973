// The other side as it behaves, well or not so well: it applies what reaches it, in the order in which it does.
import type { SendResult } from '../../server/delivery/transport.ts';
import type { Dice } from '../kit/dice.ts';
import { answered, type Call } from '../server/delivery/bench.ts';

export interface Peer {
  readonly stocks: Map<string, StockAsKnown>;
  readonly coupons: Map<string, CouponAsKnown>;
  receive(call: Call): SendResult;
}

interface StockAsKnown {
  readonly status: unknown;
  readonly terms: unknown;
}

interface CouponAsKnown {
  readonly status: unknown;
  /** event_time; empty before the first change. */
  readonly at: string;
}

export function createPeer(honoursEventTime: boolean, dice: Dice): Peer {
  const stocks = new Map<string, StockAsKnown>();
  const coupons = new Map<string, CouponAsKnown>();

  function apply({ path, body }: Call): void {
    const stock = String(body['stock_id']);
    const coupon = String(body['coupon_id']);
    const at = String(body['event_time'] ?? '');
    const known = coupons.get(coupon);
    if (path.endsWith('/stock/rsync')) {
      stocks.set(stock, { status: body['stock_status'], terms: body['max_coupons'] });
    } else if (path.endsWith('/stock/status/rsync')) {
      stocks.set(stock, { status: body['stock_status'], terms: stocks.get(stock)?.terms });
    } else if (!honoursEventTime || known === undefined || at > known.at) {
      coupons.set(coupon, { status: body['coupon_status'], at });
    }
  }

  return {
    stocks,
    coupons,
    receive(call) {
      apply(call);
      return dice.pick([
        answered(0, 'successful'),
        answered('0', ''),
        { kind: 'answered', httpStatus: 200, body: '{"errCode":0,"errMsg":"ok"}' },
      ]);
    },
  };
}
