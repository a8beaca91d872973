// What a finished call changes, decided without writing anything: its lane, its event, the record of the attempt.
import { blockLane, finishHead, type Lane, retryHead } from '../store/lane.ts';
import type { AttemptRecord, EventProgress } from '../store/sql/save-attempts.ts';
import type { LaneChange } from '../store/sql/save-lanes.ts';
import type { Attempted, Finished } from './call.ts';
import type { DeliverySettings } from './deps.ts';
import { type Progress, progress } from './progress.ts';

export interface EffectOptions {
  readonly now: number;
  readonly random: () => number;
  /** Whether the holders go on with their lanes' next events. */
  readonly goOn: boolean;
  readonly settings: DeliverySettings;
}

export interface Effects {
  readonly lane: LaneChange;
  readonly event: EventProgress;
  readonly attempt: AttemptRecord | undefined;
}

/** @param lane as it is now; undefined is returned when it is no longer ours: then nothing may be written */
export function effectsOf(
  finished: Finished,
  lane: Lane | undefined,
  options: EffectOptions,
): Effects | undefined {
  if (lane?.fence !== finished.leased.lane.fence) return undefined;
  const { now, goOn, settings } = options;
  const left = finishHead(lane, {
    now,
    settleAt: now + settings.settleMs,
    keepUntilAt: goOn ? now + settings.leaseMs : undefined,
  });
  if (finished.kind === 'skipped') {
    const event = { ...countersOf(finished), state: 'closed', finishedAt: now, note: finished.note } as const;
    return { lane: { before: lane, after: left }, event, attempt: undefined };
  }
  const { outcome, leased } = finished;
  const context = { now, probe: leased.probe, random: options.random(), jitter: settings.jitter };
  const made = progress(leased.event, outcome, context);
  return {
    lane: { before: lane, after: laneAfter(lane, left, finished, made) },
    event: eventAfter(finished, made, now),
    attempt: attemptRecord(finished),
  };
}

function laneAfter(lane: Lane, left: Lane, { outcome }: Attempted, { step }: Progress): Lane {
  const ambiguous = outcome.kind === 'ambiguous';
  if (step.kind === 'done') return left;
  if (step.kind === 'dead') return blockLane(lane, ambiguous);
  return retryHead(lane, { readyAt: step.at, ambiguous, unreachable: outcome.unreachable });
}

function eventAfter(finished: Attempted, { step, ...counters }: Progress, now: number): EventProgress {
  return {
    ...countersOf(finished),
    ...counters,
    attempts: finished.leased.event.attempts + 1,
    state: step.kind === 'again' ? 'pending' : step.kind,
    finishedAt: step.kind === 'done' ? now : undefined,
    note: step.kind === 'dead' ? step.note : undefined,
  };
}

function countersOf({ leased: { event } }: Finished) {
  const { bucket, eventId, attempts, tries, refusals, firstTryAt } = event;
  return { bucket, eventId, attempts, tries, refusals, firstTryAt };
}

function attemptRecord({ leased: { event }, outcome, seqId, at, durationMs }: Attempted): AttemptRecord {
  const { bucket, eventId, attempts } = event;
  const { kind, httpStatus, code, message } = outcome;
  return {
    bucket,
    eventId,
    attempt: attempts + 1,
    at,
    outcome: kind,
    httpStatus,
    code,
    message,
    durationMs,
    seqId,
  };
}
