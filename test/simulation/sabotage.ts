// Faults put into the product from outside, around what it is given: the simulation must find each of them.
import type { DeliverySettings } from '../../server/delivery/deps.ts';
import type { Send } from '../../server/delivery/transport.ts';
import type { Database } from '../../server/store/database.ts';
import { outboxApart } from '../kit/faulty/outbox-apart.ts';
import { ack } from '../server/delivery/bench.ts';
import { altered } from './altered.ts';
import type { Life } from './life.ts';
import { day } from './plan.ts';

export interface Sabotage {
  readonly settings?: Partial<DeliverySettings>;
  readonly send?: (send: Send, life: Life) => Send;
  /** What the delivery engine works with. */
  readonly delivery?: (database: Database, life: Life) => Database;
  /** What the use cases work with. */
  readonly business?: (database: Database, life: Life) => Database;
}

const never = 3_650 * day;

/** The event is done before its call is made. */
const doneBeforeSend: Sabotage = {
  send: (send, life) => async (url, body) => {
    life.after(100, () => void send(url, body));
    return ack;
  },
};

/** A lane's latest event goes first. */
const noOrder: Sabotage = {
  delivery: (database) =>
    altered(database, {
      sql: (text) => text.replace('ORDER BY event_at LIMIT 1', 'ORDER BY event_at DESC LIMIT 1'),
    }),
};

const noSettling: Sabotage = { settings: { settleMs: never } };

/** What is to be told is written after what has happened was committed. */
const tellingApart: Sabotage = { business: (database) => outboxApart(database) };

/** An event seems to have been tried for a week at its first failure. */
const givesUpAtOnce: Sabotage = {
  delivery: (database) =>
    altered(database, { row: (row) => ('first_try_at' in row ? { ...row, first_try_at: 0 } : row) }),
};

const leaseForEver: Sabotage = { settings: { leaseMs: never } };

/** Whoever writes events takes every stock for confirmed. */
const coupleNothing: Sabotage = {
  business: (database) =>
    altered(database, { row: (row) => ('synced_at' in row ? { ...row, synced_at: 1 } : row) }),
};

/** The calls of a process wait for each other. */
const oneCallAtATime: Sabotage = {
  send(send) {
    let last: Promise<unknown> = Promise.resolve();
    return (url, body) => {
      const mine = last.then(() => send(url, body));
      last = mine;
      return mine;
    };
  },
};

/** Each with the kind of problem that gives it away, and how many seeds that takes at most. */
export const sabotages: readonly (readonly [
  name: string,
  sabotage: Sabotage,
  sign: RegExp,
  seeds: number,
])[] = [
  ['events done before they are sent', doneBeforeSend, /^state/, 10],
  ['lanes without order', noOrder, /^order/, 10],
  ['order without settling', noSettling, /^state/, 60],
  ['events outside of the transaction', tellingApart, /^lost/, 40],
  ['giving up after one try', givesUpAtOnce, /^dead letter/, 10],
  ['leases that never end', leaseForEver, /^left over/, 20],
  ['coupons told before their stock', coupleNothing, /^stock first/, 30],
  ['channels that wait for each other', oneCallAtATime, /^isolation/, 60],
];
