// How a simulated process reaches the shared database: every statement takes its time, so that others come in between and the
// process can die before any of them, before the commit, and after it but before it knows.
import type { Database, Session } from '../../server/store/database.ts';
import { StoreUnavailable } from '../../server/store/errors.ts';
import type { Dice } from '../kit/dice.ts';
import type { Disk } from './disk.ts';
import type { Life } from './life.ts';
import type { WriteLock } from './write-lock.ts';

export interface ConnectionOptions {
  readonly disk: Disk;
  readonly lock: WriteLock;
  readonly life: Life;
  readonly dice: Dice;
  /** How likely a transaction fails now: half of them before anything is written, half when all is committed. */
  readonly trouble: () => number;
}

export function connect({ disk, lock, life, dice, trouble }: ConnectionOptions): Database {
  const step = () => life.wait(dice.below(3));
  const read = stepwise(disk.read, async () => {
    await step();
    while (disk.isWriting) {
      await new Promise<void>((resolve) => {
        const forget = disk.onEnd(() => {
          forget();
          resolve();
        });
      });
      await step();
    }
  });

  async function transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    await step();
    const release = await lock(life);
    let result: T;
    try {
      if (dice.chance(trouble() / 2)) throw new StoreUnavailable('the disk is full');
      disk.begin();
      result = await work(stepwise(disk.tx, step));
      await step();
      disk.commit();
    } catch (error) {
      disk.rollBack();
      throw error;
    } finally {
      release();
    }
    await step();
    if (dice.chance(trouble() / 2)) throw new StoreUnavailable('the connection broke at COMMIT');
    return result;
  }

  return { dialect: read.dialect, read, transaction, close: async () => undefined };
}

function stepwise(session: Session, step: () => Promise<void>): Session {
  const after =
    <Values extends unknown[], Result>(work: (...values: Values) => Promise<Result>) =>
    async (...values: Values): Promise<Result> => {
      await step();
      return work(...values);
    };
  return {
    dialect: session.dialect,
    all: after(session.all) as Session['all'],
    run: after(session.run),
    allEach: after(session.allEach) as Session['allEach'],
    runEach: after(session.runEach),
  };
}
