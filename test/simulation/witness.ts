// Sees every call that is made and every answer that is heard, and objects at once where a call must not be made.
import type { SendResult } from '../../server/delivery/transport.ts';
import type { Call } from '../server/delivery/bench.ts';
import type { Journal } from './journal.ts';
import type { Life } from './life.ts';

export interface SeenCall extends Call {
  readonly number: number;
  readonly lane: string;
  /** What tells a lane's events apart: the same for all attempts of one. */
  readonly key: string;
  readonly by: Life;
  /** Heard by the caller. */
  result: SendResult | undefined;
}

export interface Witness {
  readonly calls: readonly SeenCall[];
  readonly problems: string[];
  sent(call: Call, by: Life): SeenCall;
  heard(call: SeenCall, result: SendResult): void;
}

/** @param confirmed stocks that the peer had confirmed before the run */
export function createWitness(journal: Journal, confirmed: readonly string[]): Witness {
  const calls: SeenCall[] = [];
  const problems: string[] = [];
  const stocks = new Set(confirmed);
  /** The lane's call whose end its sender waits for. */
  const underWay = new Map<string, SeenCall>();

  function object(problem: string): void {
    problems.push(problem);
    journal.note('witness', problem);
  }

  return {
    calls,
    problems,
    sent(call, by) {
      const seen: SeenCall = {
        ...call,
        ...identify(call),
        number: calls.length + 1,
        by,
        result: undefined,
      };
      const stock = String(call.body['stock_id']);
      if (call.body['coupon_id'] !== undefined && !stocks.has(stock)) {
        object(`stock first: ${seen.lane} is told before ${stock} was confirmed (call ${seen.number})`);
      }
      const other = underWay.get(seen.lane);
      // Whoever died, or was frozen, may have lost its lease while it was calling.
      if (other !== undefined && !other.by.isOver && other.by.thawsAt <= other.at) {
        object(`one at a time: ${seen.lane} is told while call ${other.number} is under way`);
      }
      underWay.set(seen.lane, seen);
      calls.push(seen);
      return seen;
    },
    heard(call, result) {
      call.result = result;
      if (underWay.get(call.lane) === call) underWay.delete(call.lane);
      if (call.path.endsWith('/stock/rsync') && isAck(result)) stocks.add(String(call.body['stock_id']));
    },
  };
}

function identify({ path, body }: Call): { lane: string; key: string } {
  const { coupon_id: coupon, stock_id: stock, event_time: time } = body;
  if (coupon !== undefined) return { lane: `coupon:${coupon}`, key: String(time ?? '') };
  const { stock_status: status, max_coupons: terms } = body;
  return {
    lane: `stock:${stock}`,
    key: [path.includes('status') ? 'status' : 'all', status, terms].join(' '),
  };
}

export const isAck = (result: SendResult | undefined): boolean =>
  result?.kind === 'answered' && result.httpStatus === 200 && /"(code|errCode)":"?0\b/.test(result.body);
