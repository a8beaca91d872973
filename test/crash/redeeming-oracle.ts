// Remembers what tills were told and holds the server to it: a consume that was acknowledged is there exactly so, or was taken back, and
// nothing is there by halves.

import type { Database, Session } from '../../server/store/database.ts';
import { disagreements } from '../kit/disagreements.ts';
import { Happening } from './moment.ts';
import { tellingOfCoupons } from './telling.ts';

/** What was taken, or given back. */
export interface Took {
  readonly coupons: readonly string[];
  readonly rechargeFen: number;
  readonly giftFen: number;
}

type Told = { readonly took: Took } | { readonly refused: number };

export class RedeemingOracle {
  /** By bizId; what a till was told of its consume, and of its reversal. */
  readonly consumes = new Map<string, Told>();
  readonly reversals = new Map<string, Told>();
  readonly contradictions: string[] = [];
  readonly taken = new Happening();

  consumeAnswered(bizId: string, told: Told): void {
    this.#remember(this.consumes, `consume ${bizId}`, bizId, told);
    if ('took' in told) this.taken.happened();
  }

  reversalAnswered(bizId: string, told: Told): void {
    this.#remember(this.reversals, `reversal of ${bizId}`, bizId, told);
    const consume = this.consumes.get(bizId);
    if (consume === undefined) return;
    const [was, is] = [JSON.stringify(consume), JSON.stringify(told)];
    if ('took' in consume && was !== is)
      this.contradictions.push(`consume ${bizId} was ${was}, reversed as ${is}`);
  }

  #remember(answers: Map<string, Told>, what: string, bizId: string, told: Told): void {
    const earlier = JSON.stringify(answers.get(bizId) ?? told);
    const now = JSON.stringify(told);
    if (earlier !== now) this.contradictions.push(`${what} was answered with ${earlier} and with ${now}`);
    answers.set(bizId, told);
  }

  /** @returns everything that is wrong with the database, in words */
  async verify({ read }: Database): Promise<string[]> {
    return [
      ...this.contradictions,
      ...(await this.#lost(read)),
      ...(await disagreements(read)),
      ...(await untold(read)),
    ];
  }

  async #lost(read: Session): Promise<string[]> {
    const rows = await read.all<ConsumeRow>(
      'SELECT account, biz_id, state, coupons, recharge_fen, gift_fen FROM consume',
    );
    const byBizId = new Map(rows.map((row) => [row.biz_id, row]));
    const twice = byBizId.size === rows.length ? [] : ['a bizId is there more than once'];
    const bizIds = new Set([...this.consumes.keys(), ...this.reversals.keys()]);
    return [...twice, ...[...bizIds].flatMap((bizId) => this.#wrong(bizId, byBizId.get(bizId)))];
  }

  #wrong(bizId: string, row: ConsumeRow | undefined): string[] {
    const consume = this.consumes.get(bizId);
    const reversal = this.reversals.get(bizId);
    const done = [consume, reversal].find((told) => told !== undefined && 'took' in told);
    const state = done === undefined ? reversal && 'void' : reversal === undefined ? 'done' : 'reversed';
    if (row?.state !== state)
      return [`consume ${bizId} should be ${state ?? 'nowhere'}, and is ${row?.state ?? 'lost'}`];
    if (done === undefined || !('took' in done) || row === undefined) return [];
    const [told, stored] = [JSON.stringify(done.took), JSON.stringify(tookOf(row))];
    return told === stored ? [] : [`consume ${bizId} was acknowledged with ${told}, and took ${stored}`];
  }
}

interface ConsumeRow {
  account: string;
  biz_id: string;
  state: string;
  coupons: string;
  recharge_fen: number;
  gift_fen: number;
}

function tookOf({ coupons, recharge_fen, gift_fen }: ConsumeRow): Took {
  const ids = (JSON.parse(coupons) as { couponId: string }[]).map(({ couponId }) => couponId);
  return { coupons: ids, rechargeFen: recharge_fen, giftFen: gift_fen };
}

/** Each change of status is told once; what settles a lane repeats its latest. And versions have no gap. */
async function untold(read: Session): Promise<string[]> {
  const rows = await read.all(
    `SELECT * FROM (${tellingOfCoupons}) AS told WHERE version <> changes + 1 OR turns <> events LIMIT 10`,
  );
  return rows.map((row) => `a change of status has no event, or an event no change: ${JSON.stringify(row)}`);
}
