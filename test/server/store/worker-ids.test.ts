// Ids over many processes: each has a worker number of its own for as long as it keeps its lease.
import type { Database } from '../../../server/store/database.ts';
import { StoreUnavailable } from '../../../server/store/errors.ts';
import { openWorkerIds, workerLeaseMs } from '../../../server/store/worker-ids.ts';
import { createClock, type TestClock } from '../../kit/clock.ts';
import { testDatabase } from '../../kit/database.ts';

let database: Database;
let clock: TestClock;
beforeEach(async () => {
  database = await testDatabase();
  clock = createClock();
});

const open = (owner: string, now = clock.now) => openWorkerIds(database, owner, now);
const workerOf = (id: string) => Number((BigInt(id) >> 12n) & 1023n);
const leases = () =>
  database.read.all('SELECT worker_number, owner FROM worker_lease ORDER BY worker_number');

describe('openWorkerIds', () => {
  it('gives every process a number of its own', async () => {
    const processes = await Promise.all(['a', 'b', 'c'].map((owner) => open(owner)));
    const workers = processes.map((ids) => workerOf(ids.next()));
    expect(workers.toSorted()).toEqual([0, 1, 2]);
  });

  it('takes over a number whose lease is over, after its last id', async () => {
    const first = await open('a');
    clock.advance(workerLeaseMs - 1);
    const last = first.next();
    clock.advance(1);
    // The clock of whoever takes it over steps back.
    const its = createClock(clock.now());
    const second = await open('b', its.now);
    its.advance(-workerLeaseMs);
    const next = second.next();
    expect([workerOf(last), workerOf(next)]).toEqual([0, 0]);
    expect(BigInt(next)).toBeGreaterThan(BigInt(last));
    expect(await leases()).toEqual([{ worker_number: 0, owner: 'b' }]);
  });

  it('leaves a lease alone until its very end', async () => {
    await open('a');
    clock.advance(workerLeaseMs - 1);
    expect(workerOf((await open('b')).next())).toBe(1);
    clock.advance(1);
    expect(workerOf((await open('c')).next())).toBe(0);
  });

  it('never repeats an id over a chain of holders', async () => {
    const made: string[] = [];
    for (const owner of ['a', 'b', 'c', 'd']) {
      const ids = await open(owner);
      for (let count = 0; count < 5000; count += 1) made.push(ids.next());
      if (owner === 'b') clock.advance(workerLeaseMs);
      else await ids.release();
    }
    expect(new Set(made.map(workerOf))).toEqual(new Set([0]));
    expect(new Set(made).size).toBe(made.length);
  });

  it('throws when all numbers are in use', async () => {
    const until = clock.now() + 1;
    await database.transaction((tx) =>
      tx.runEach(
        'INSERT INTO worker_lease (worker_number, owner, lease_until_at, last_id_at) VALUES (?, ?, ?, 0)',
        Array.from({ length: 1024 }, (_, number) => [number, 'x', until]),
      ),
    );
    await expect(open('a')).rejects.toThrow(StoreUnavailable);
    clock.advance(1);
    expect(workerOf((await open('a')).next())).toBe(0);
  });
});

describe('a lease', () => {
  it('makes no ids after it ran out', async () => {
    const ids = await open('a');
    clock.advance(workerLeaseMs - 1);
    ids.next();
    clock.advance(1);
    expect(() => ids.next()).toThrow(StoreUnavailable);
  });

  it('goes on when it is renewed', async () => {
    const ids = await open('a');
    for (let round = 0; round < 3; round += 1) {
      clock.advance(workerLeaseMs - 1);
      await ids.renew();
    }
    expect(workerOf(ids.next())).toBe(0);
    expect(workerOf((await open('b')).next())).toBe(1);
  });

  it('goes on after it ran out, if nobody took it', async () => {
    const ids = await open('a');
    const before = ids.next();
    clock.advance(2 * workerLeaseMs);
    await ids.renew();
    expect(BigInt(ids.next())).toBeGreaterThan(BigInt(before));
    expect(await leases()).toEqual([{ worker_number: 0, owner: 'a' }]);
  });

  it('is renewed by whoever asks too late', async () => {
    const ids = await open('a');
    clock.advance(2 * workerLeaseMs);
    let next: string | undefined;
    while (next === undefined) {
      try {
        next = ids.next();
      } catch {
        await new Promise(setImmediate);
      }
    }
    expect(workerOf(next)).toBe(0);
  });

  it('becomes another one when it was lost', async () => {
    const ids = await open('a');
    clock.advance(workerLeaseMs);
    const other = await open('b');
    await ids.renew();
    expect([workerOf(ids.next()), workerOf(other.next())]).toEqual([1, 0]);
  });

  it('is free again after its release', async () => {
    const ids = await open('a');
    await ids.release();
    expect(workerOf((await open('b')).next())).toBe(0);
  });

  it('makes no ids after its release', async () => {
    const ids = await open('a');
    await ids.release();
    expect(() => ids.next()).toThrow(StoreUnavailable);
  });

  it('does not release what somebody else took over', async () => {
    const ids = await open('a');
    clock.advance(workerLeaseMs);
    await open('b');
    await ids.release();
    expect(workerOf((await open('c')).next())).toBe(1);
  });
});
