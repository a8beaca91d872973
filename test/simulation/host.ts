// A server process of the simulation: the real delivery engine and the real use cases over one connection to the shared database.
import type { DeliverySettings } from '../../server/delivery/deps.ts';
import { createDelivery } from '../../server/delivery/engine.ts';
import type { Send } from '../../server/delivery/transport.ts';
import type { Database } from '../../server/store/database.ts';
import { openDirectory } from '../../server/store/directory.ts';
import { type ClaimDesk, createClaimDesk } from '../../server/usecase/claim.ts';
import type { UseCaseDeps } from '../../server/usecase/deps.ts';
import { createTurns } from '../../server/usecase/turns.ts';
import { createDice } from '../kit/dice.ts';
import { settleMs } from '../server/delivery/bench.ts';
import { connect } from './connection.ts';
import type { Disk } from './disk.ts';
import type { Journal } from './journal.ts';
import type { Life } from './life.ts';
import { type Plan, second } from './plan.ts';
import type { Sabotage } from './sabotage.ts';
import { createSleep } from './sleep.ts';
import type { Timeline } from './timeline.ts';
import type { WriteLock } from './write-lock.ts';

export interface HostParts {
  readonly plan: Plan;
  readonly timeline: Timeline;
  readonly journal: Journal;
  readonly disk: Disk;
  readonly lock: WriteLock;
  readonly sendOf: (life: Life) => Send;
  readonly nextId: () => string;
  readonly sabotage: Sabotage;
  /** Where what nobody expected is put down. */
  readonly problems: string[];
}

export interface Host {
  readonly life: Life;
  readonly useCases: UseCaseDeps;
  readonly claims: ClaimDesk;
  /** As at SIGTERM. */
  stop(): Promise<void>;
}

/** @param name unique: `one.3` is the third life of process one. @throws Dead when it dies while it starts */
export async function startHost(name: string, life: Life, parts: HostParts): Promise<Host> {
  const { plan, timeline, journal, disk, lock, nextId, sabotage } = parts;
  const dice = createDice(plan.seed, name);
  const calm = () => timeline.now() >= plan.calmAt;
  const database = connect({ disk, lock, life, dice, trouble: () => (calm() ? 0 : plan.storeTrouble) });
  const directory = await openDirectory(database, (sealed) => sealed);
  const now = timeline.now;
  const log = (details: object, message: string) => journal.note(name, `${message} ${nameOf(details)}`);
  const given = (wrap: ((database: Database, life: Life) => Database) | undefined) =>
    wrap === undefined ? database : wrap(database, life);
  const send = parts.sendOf(life);
  let drawn = 0;

  const engine = createDelivery({
    database: given(sabotage.delivery),
    directory,
    log: { info: log, warn: log, error: log },
    metrics: {
      deliveryAttempts: { inc: () => undefined },
      commitToFirstAttemptSeconds: { observe: () => undefined },
    },
    now,
    random: dice.next,
    nextEventId: nextId,
    newStamp: () => ({ seqId: `${name}-${++drawn}`, nonce: String(dice.below(1e16)) }),
    alarm: createSleep(disk, life, timeline),
    owner: name,
    send: sabotage.send === undefined ? send : sabotage.send(send, life),
    phoneOf: async () => undefined,
    settings: { ...settingsOf(plan), ...sabotage.settings },
  });
  engine.start();

  const useCases: UseCaseDeps = {
    database: given(sabotage.business),
    directory,
    buckets: 1,
    now,
    nextId,
    codeMac: () => {
      throw new Error('nobody scans codes here');
    },
    turns: createTurns({ atOnce: 4, waiting: 100 }),
    eventsCommitted: engine.wake,
    couponsChanged: () => undefined,
  };
  const claims = createClaimDesk(useCases, { groupLimit: 100, queueLimit: 1_000 });
  return { life, useCases, claims, stop: engine.stop };
}

const settingsOf = ({ concurrency }: Plan): DeliverySettings => ({
  concurrency,
  pollMs: 500,
  settleMs,
  timeoutMs: 10 * second,
  leaseMs: 30 * second,
  jitter: 0.5,
  buckets: 1,
});

const nameOf = (details: object): string =>
  JSON.stringify(details, (_, value: unknown) => (value instanceof Error ? value.message : value));
