// Deliveries as the command line shows them: what is told, how its last attempt ended, and what it waits for.
import { formatTime } from '../../shared/sp/times.ts';
import type { Attempt, DeliveryView } from '../store/rows/delivery.ts';
import { table } from './output.ts';
import type { Waiting } from './waiting.ts';
import { optionalTime, timeWords } from './words.ts';

export function deliveryJson(delivery: DeliveryView, waiting?: Waiting) {
  return {
    event_id: delivery.eventId,
    interface: delivery.interface,
    app_channel_id: delivery.appChannelId,
    stock_id: delivery.stockId,
    coupon_id: delivery.couponId,
    state: delivery.state,
    settles: delivery.settles,
    event_time: formatTime(delivery.eventAt),
    create_time: formatTime(delivery.createdAt),
    finish_time: optionalTime(delivery.finishedAt),
    note: delivery.note,
    waits_for: waiting?.for,
    next_try_time: optionalTime(waiting?.nextTryAt),
    attempts: delivery.attempts,
    last_attempt: delivery.lastAttempt && attemptJson(delivery.lastAttempt),
  };
}

export function attemptJson(attempt: Attempt) {
  return {
    attempt: attempt.attempt,
    time: formatTime(attempt.at),
    outcome: attempt.outcome,
    http_status: attempt.httpStatus,
    code: attempt.code,
    message: attempt.message,
    duration_ms: attempt.durationMs,
    seq_id: attempt.seqId,
  };
}

/** @param waiting for each delivery, in their order; left out where nobody asks what they wait for */
export function deliveriesText(
  deliveries: readonly DeliveryView[],
  waiting: readonly (Waiting | undefined)[] = [],
): string {
  return table(
    ['EVENT', 'STATE', 'INTERFACE', 'OF', 'SINCE', 'TRIES', 'LAST ATTEMPT', 'NEXT'],
    deliveries.map((delivery, index) => [
      delivery.eventId,
      delivery.state,
      delivery.interface,
      delivery.couponId === undefined ? `stock ${delivery.stockId}` : `coupon ${delivery.couponId}`,
      timeWords(delivery.createdAt),
      String(delivery.attempts),
      delivery.lastAttempt ? attemptWords(delivery.lastAttempt) : '-',
      waiting[index]?.words ?? delivery.note ?? '',
    ]),
  );
}

export function attemptsText(attempts: readonly Attempt[]): string {
  if (attempts.length === 0) return 'none yet';
  return table(
    ['#', 'WHEN', 'OUTCOME', 'HTTP', 'CODE', 'MS', 'MESSAGE'],
    attempts.map((attempt) => [
      String(attempt.attempt),
      timeWords(attempt.at),
      attempt.outcome,
      String(attempt.httpStatus ?? '-'),
      String(attempt.code ?? '-'),
      String(attempt.durationMs),
      attempt.message,
    ]),
  );
}

function attemptWords({ at, outcome, code, httpStatus, message }: Attempt): string {
  const answered = code ?? (httpStatus === undefined ? undefined : `HTTP ${httpStatus}`);
  return [`${timeWords(at)} ${outcome}`, answered, message]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
