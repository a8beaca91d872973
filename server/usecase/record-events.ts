// Puts events into the outbox inside a use case's transaction.
import type { OutboxMessage } from '../domain/events.ts';
import type { Session } from '../store/database.ts';
import { enqueueEvents } from '../store/sql/enqueue-events.ts';
import type { UseCaseDeps } from './deps.ts';

export function recordEvents(
  deps: UseCaseDeps,
  tx: Session,
  messages: readonly OutboxMessage[],
): Promise<void> {
  return enqueueEvents(tx, messages, { now: deps.now(), nextEventId: deps.nextId });
}
