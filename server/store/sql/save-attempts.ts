// Writes how far events have come, and the record of every call that was made for them.
import type { Session } from '../database.ts';

export interface EventProgress {
  readonly bucket: number;
  readonly eventId: string;
  readonly state: 'pending' | 'done' | 'dead' | 'closed';
  readonly attempts: number;
  readonly tries: number;
  readonly refusals: number;
  readonly firstTryAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly note: string | undefined;
}

export interface AttemptRecord {
  readonly bucket: number;
  readonly eventId: string;
  /** 1 for an event's first call. */
  readonly attempt: number;
  readonly at: number;
  readonly outcome: string;
  readonly httpStatus: number | undefined;
  readonly code: number | undefined;
  /** At most 200 characters. */
  readonly message: string;
  readonly durationMs: number;
  readonly seqId: string;
}

const updateEvent = `UPDATE outbox_event SET state = ?, attempts = ?, tries = ?, refusals = ?, first_try_at = ?, finished_at = ?, note = ?
  WHERE bucket = ? AND event_id = ?`;
const insertAttempt = `INSERT INTO delivery_attempt (bucket, event_id, attempt, at, outcome, http_status, code, message, duration_ms, seq_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** The caller holds the leases of the events' lanes. */
export async function saveProgress(tx: Session, events: readonly EventProgress[]): Promise<void> {
  await tx.runEach(
    updateEvent,
    events.map((event) => [
      event.state,
      event.attempts,
      event.tries,
      event.refusals,
      event.firstTryAt ?? null,
      event.finishedAt ?? null,
      event.note ?? null,
      event.bucket,
      event.eventId,
    ]),
  );
}

export async function insertAttempts(tx: Session, attempts: readonly AttemptRecord[]): Promise<void> {
  await tx.runEach(
    insertAttempt,
    attempts.map((made) => [
      made.bucket,
      made.eventId,
      made.attempt,
      made.at,
      made.outcome,
      made.httpStatus ?? null,
      made.code ?? null,
      made.message,
      made.durationMs,
      made.seqId,
    ]),
  );
}
