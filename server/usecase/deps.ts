// What every use case works with.
import type { CodeMac } from '../domain/redeem-code.ts';
import type { Database } from '../store/database.ts';
import type { Directory } from '../store/directory.ts';
import type { Turns } from './turns.ts';

export interface UseCaseDeps {
  readonly database: Database;
  readonly directory: Directory;
  /** How many buckets the users are spread over (B). */
  readonly buckets: number;
  /** Epoch ms. */
  readonly now: () => number;
  /** A new id, 19 digits. */
  readonly nextId: () => string;
  /** Signs the codes that tills scan. */
  readonly codeMac: CodeMac;
  /** For redeeming, and whatever else waits for single coupons and wallets. */
  readonly turns: Turns;
  /** Called after events were committed, so that delivery need not wait for its next look. */
  readonly eventsCommitted: () => void;
  /** Called after coupons were changed, so that whoever shows one need not wait for the next look. */
  readonly couponsChanged: (couponIds: readonly string[]) => void;
}
