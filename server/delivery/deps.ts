// What delivery needs of the rest of the server; tests put in their own.
import type { Database } from '../store/database.ts';
import type { Directory } from '../store/directory.ts';
import type { Lane } from '../store/lane.ts';
import type { HeadEvent } from '../store/sql/lane-heads.ts';
import type { Alarm } from './alarm.ts';
import type { AttemptStamp } from './stamp.ts';
import type { Send } from './transport.ts';

/** A lane that we hold, and its head, which is to be delivered next. */
export interface LeasedEvent {
  readonly lane: Lane;
  readonly event: HeadEvent;
  /** It is let through an open circuit, to see whether the peer is back. */
  readonly probe: boolean;
}

export interface DeliverySettings {
  /** Lanes that are worked on at the same time, over all channels. */
  readonly concurrency: number;
  readonly pollMs: number;
  /** How late the peer may still apply a call whose outcome we do not know. */
  readonly settleMs: number;
  /** How long a call takes at most. */
  readonly timeoutMs: number;
  /** Longer than that by far: only a call that ends within its lease is made. */
  readonly leaseMs: number;
  /** 0.5: waits are up to 50 % shorter or longer. */
  readonly jitter: number;
  /** How many buckets the schema is spread over. */
  readonly buckets: number;
}

export interface DeliveryDeps {
  readonly database: Database;
  readonly directory: Directory;
  readonly log: DeliveryLog;
  readonly metrics: DeliveryMetrics;
  readonly now: () => number;
  /** From 0 to 1, as Math.random. */
  readonly random: () => number;
  readonly nextEventId: () => string;
  readonly newStamp: () => AttemptStamp;
  /** The engine's own: it sleeps by it between its looks. */
  readonly alarm: Alarm;
  /** Names this process in the leases it takes. */
  readonly owner: string;
  readonly send: Send;
  /** The phone number of the event's coupon in clear, if one is stored. Asked for events of coupons only. */
  readonly phoneOf: (lane: Lane) => Promise<string | undefined>;
  readonly settings: DeliverySettings;
}

type LogLine = (details: object, message: string) => void;

export interface DeliveryLog {
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}

export interface DeliveryMetrics {
  readonly deliveryAttempts: {
    inc(labels: { interface: string; outcome: string; code: string }): void;
  };
  readonly commitToFirstAttemptSeconds: { observe(seconds: number): void };
}
