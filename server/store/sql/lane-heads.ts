// The head of a lane: its earliest unfinished event, which is delivered before any other.
import type { OutboundName } from '../../../shared/sp/interfaces.ts';
import type { Session } from '../database.ts';
import type { LaneKey } from './enqueue-events.ts';

export interface HeadEvent {
  readonly bucket: number;
  readonly eventId: string;
  readonly interface: OutboundName;
  /** The body as far as it is stored; in wire names. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly eventAt: number;
  readonly createdAt: number;
  readonly dead: boolean;
  /** Calls made for it. */
  readonly attempts: number;
  /** Those that count towards giving up. */
  readonly tries: number;
  /** Those of the tries that the peer refused for good. */
  readonly refusals: number;
  readonly firstTryAt: number | undefined;
  /** How its last attempt ended. */
  readonly lastOutcome: string | undefined;
}

interface HeadRow {
  bucket: number;
  event_id: string;
  interface: OutboundName;
  payload: string;
  event_at: number;
  created_at: number;
  state: string;
  attempts: number;
  tries: number;
  refusals: number;
  first_try_at: number | null;
  last_outcome: string | null;
}

const headOfLane = `SELECT bucket, event_id, interface, payload, event_at, created_at, state, attempts, tries, refusals, first_try_at,
    (SELECT outcome FROM delivery_attempt made
      WHERE made.bucket = outbox_event.bucket AND made.event_id = outbox_event.event_id AND made.attempt = outbox_event.attempts) AS last_outcome
  FROM outbox_event WHERE bucket = ? AND tenant_id = ? AND lane_id = ? AND state IN ('pending', 'dead') ORDER BY event_at LIMIT 1`;

/** One for each lane, in their order; undefined where all events are finished. */
export async function laneHeads(
  session: Session,
  lanes: readonly LaneKey[],
): Promise<(HeadEvent | undefined)[]> {
  const rows = await session.allEach<HeadRow>(
    headOfLane,
    lanes.map(({ bucket, tenantId, laneId }) => [bucket, tenantId, laneId]),
  );
  return rows.map(([row]) => row && headFromRow(row));
}

function headFromRow(row: HeadRow): HeadEvent {
  return {
    bucket: row.bucket,
    eventId: row.event_id,
    interface: row.interface,
    payload: JSON.parse(row.payload) as HeadEvent['payload'],
    eventAt: row.event_at,
    createdAt: row.created_at,
    dead: row.state === 'dead',
    attempts: row.attempts,
    tries: row.tries,
    refusals: row.refusals,
    firstTryAt: row.first_try_at ?? undefined,
    lastOutcome: row.last_outcome ?? undefined,
  };
}
