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
  let renewing: Promise<void> | undefined;
  let released = false;

  async function renewNow(): Promise<void> {
    const untilAt = now() + workerLeaseMs;
    const kept = await database.transaction((tx) => extend(tx, lease, owner, untilAt));
    lease = kept ? { ...lease, untilAt } : await acquire(database, owner, now);
  }

  function renew(): Promise<void> {
    renewing ??= renewNow().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return {
    next() {
      if (now() < lease.untilAt) return lease.snowflake.next();
      // The store was away for long. Whoever asks next, once it is back, need not wait for the round that renews.
      if (!released) renew().catch(() => undefined);
      throw new StoreUnavailable('the lease of the worker number is over');
    },
    renew,
    async release() {
      released = true;
      await renewing?.catch(() => undefined);
      // Ended here first: whoever gets the number may begin right after our last id.
      lease = { ...lease, untilAt: 0 };
      await database.transaction((tx) => extend(tx, lease, owner, 0));
    },
  };
}

function acquire(database: Database, owner: string, now: () => number): Promise<Lease> {
  return database.transaction(async (tx) => {
    for (;;) {
      const at = now();
      const untilAt = at + workerLeaseMs;
      const taken = (await takeOver(tx, owner, at, untilAt)) ?? (await takeNew(tx, owner, untilAt));
      if (taken === undefined) continue;
      return { number: taken.number, untilAt, snowflake: createSnowflake(taken.number, now, taken.lastIdAt) };
    }
  });
}

interface Taken {
  readonly number: number;
  /** The last millisecond that an id of this number may be from. */
  readonly lastIdAt: number;
}

/** A number whose lease is over. */
async function takeOver(tx: Session, owner: string, at: number, untilAt: number): Promise<Taken | undefined> {
  const free = await first<{ worker_number: number; lease_until_at: number; last_id_at: number }>(
    tx,
    `SELECT worker_number, lease_until_at, last_id_at FROM worker_lease WHERE lease_until_at <= ?
     ORDER BY worker_number LIMIT 1 ${tx.dialect.forUpdate} ${tx.dialect.skipLocked}`,
    [at],
  );
  if (free === undefined) return undefined;
  await tx.run('UPDATE worker_lease SET owner = ?, lease_until_at = ? WHERE worker_number = ?', [
    owner,
    untilAt,
    free.worker_number,
  ]);
  // Its last holder may have run ahead of our clock, or died without saying how far it came: begin where its lease ended.
  return { number: free.worker_number, lastIdAt: Math.max(free.last_id_at, free.lease_until_at) };
}

/** The lowest number that was never used; undefined when another process has just taken that. */
async function takeNew(tx: Session, owner: string, untilAt: number): Promise<Taken | undefined> {
  const row = await first<{ numbers: number }>(tx, 'SELECT COUNT(*) AS numbers FROM worker_lease');
  const number = row?.numbers ?? 0;
  if (number >= workerNumbers) throw new StoreUnavailable(`all ${workerNumbers} worker numbers are in use`);
  const inserted = await tx.run(
    `INSERT INTO worker_lease (worker_number, owner, lease_until_at, last_id_at) VALUES (?, ?, ?, 0)
     ON CONFLICT (worker_number) DO NOTHING`,
    [number, owner, untilAt],
  );
  return inserted === 1 ? { number, lastIdAt: 0 } : undefined;
}

/** Only its owner extends a lease; whoever took it over has another name. */
async function extend(tx: Session, lease: Lease, owner: string, untilAt: number): Promise<boolean> {
  const sql =
    'UPDATE worker_lease SET lease_until_at = ?, last_id_at = ? WHERE worker_number = ? AND owner = ?';
  return (await tx.run(sql, [untilAt, lease.snowflake.lastAt(), lease.number, owner])) === 1;
}
