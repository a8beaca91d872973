// What every use case works with.
import type { CodeMac } from '../domain/redeem-code.ts';
import type { Database } from '../store/database.ts';
import type { Directory } from '../store/directory.ts';

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
  /** Called after events were committed, so that delivery need not wait for its next look. */
  readonly eventsCommitted: () => void;
}
