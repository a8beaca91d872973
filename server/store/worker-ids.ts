// Ids that no other process makes: the process leases a worker number through the store and numbers its ids with it.
import { createSnowflake } from '../domain/snowflake.ts';
import { type Database, first, type Session } from './database.ts';
import { StoreUnavailable } from './errors.ts';

export interface WorkerIds {
  /** @throws StoreUnavailable when the lease ran out, because the store could not be written for too long. */
  next(): string;
  /** Keeps the number for another lease; takes a new one if it was lost meanwhile. To be called well before the lease ends. */
  renew(): Promise<void>;
  /** Gives the number back; no more ids come of it. */
  release(): Promise<void>;
}

export const workerLeaseMs = 60_000;
const workerNumbers = 1024;

interface Lease {
  readonly number: number;
  readonly untilAt: number;
  readonly snowflake: ReturnType<typeof createSnowflake>;
}

/** @param owner names the process, and is different for each */
export async function openWorkerIds(
  database: Database,
  owner: string,
  now: () => number,
): Promise<WorkerIds> {
  let lease = await acquire(database, owner, now);
  return {
    next() {
      if (now() >= lease.untilAt) throw new StoreUnavailable('the lease of the worker number is over');
      return lease.snowflake.next();
    },
    async renew() {
      const untilAt = now() + workerLeaseMs;
      const kept = await database.transaction((tx) => extend(tx, lease, owner, untilAt));
      lease = kept ? { ...lease, untilAt } : await acquire(database, owner, now);
    },
    async release() {
      // Ended here first: whoever gets the number may begin right after our last id.
      lease = { ...lease, untilAt: 0 };
      await database.transaction((tx) => extend(tx, lease, owner, 0));
    },
  };
}

function acquire(database: Database, owner: string, now: () => number): Promise<Lease> {
  return database.transaction(async (tx) => {
    const at = now();
    const untilAt = at + workerLeaseMs;
    const { number, lastIdAt } = await findFree(tx, at);
    await tx.run(
      `INSERT INTO worker_lease (worker_number, owner, lease_until_at, last_id_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (worker_number) DO UPDATE SET owner = excluded.owner, lease_until_at = excluded.lease_until_at`,
      [number, owner, untilAt, lastIdAt],
    );
    return { number, untilAt, snowflake: createSnowflake(number, now, lastIdAt) };
  });
}

/** A number whose lease is over, or the lowest that was never used. */
async function findFree(tx: Session, at: number): Promise<{ number: number; lastIdAt: number }> {
  const rows = await tx.all<{ worker_number: number; lease_until_at: number; last_id_at: number }>(
    `SELECT worker_number, lease_until_at, last_id_at FROM worker_lease ORDER BY worker_number ${tx.dialect.forUpdate}`,
  );
  const free = rows.find((row) => row.lease_until_at <= at);
  // Its last holder may have run ahead of our clock, or died without saying how far it came: begin where its lease ended.
  if (free !== undefined)
    return { number: free.worker_number, lastIdAt: Math.max(free.last_id_at, free.lease_until_at) };
  if (rows.length >= workerNumbers)
    throw new StoreUnavailable(`all ${workerNumbers} worker numbers are in use`);
  return { number: rows.length, lastIdAt: 0 };
}

async function extend(tx: Session, lease: Lease, owner: string, untilAt: number): Promise<boolean> {
  const changed = await first<{ owner: string }>(
    tx,
    'SELECT owner FROM worker_lease WHERE worker_number = ?',
    [lease.number],
  );
  if (changed?.owner !== owner) return false;
  await tx.run('UPDATE worker_lease SET lease_until_at = ?, last_id_at = ? WHERE worker_number = ?', [
    untilAt,
    lease.snowflake.lastAt(),
    lease.number,
  ]);
  return true;
}
