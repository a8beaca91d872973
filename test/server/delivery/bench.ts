// A delivery engine over a real store, with a clock and a peer that the test holds in its hands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAlarm } from '../../../server/delivery/alarm.ts';
import type { DeliveryDeps, DeliverySettings } from '../../../server/delivery/deps.ts';
import { createDelivery, type Delivery } from '../../../server/delivery/engine.ts';
import { randomStamp } from '../../../server/delivery/stamp.ts';
import type { Send, SendResult } from '../../../server/delivery/transport.ts';
import { type ChannelPolicies, channelPolicies } from '../../../server/domain/tenant.ts';
import { readSettings } from '../../../server/settings/settings.ts';
import type { Database } from '../../../server/store/database.ts';
import { type Directory, openDirectory } from '../../../server/store/directory.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { openStore } from '../../../server/store/open.ts';
import { insertCredential, saveChannel, saveTenant } from '../../../server/store/sql/tenants.ts';
import { storeEnv } from '../../kit/engine.ts';
import { createWorld, type World } from './world.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const settleMs = 5 * minute;
export const leaseMs = 30_000;
export const timeoutMs = 10_000;
const startAt = Date.UTC(2026, 0, 5);
export const secret = 'a-secret';

/** One call as the peer got it. */
export interface Call {
  readonly at: number;
  readonly url: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Script = (call: Call) => SendResult | Promise<SendResult>;

export const answered = (code: number | string, message = 'm'): SendResult => ({
  kind: 'answered',
  httpStatus: 200,
  body: JSON.stringify({ code, message }),
});
export const http = (httpStatus: number, body = ''): SendResult => ({ kind: 'answered', httpStatus, body });
export const ack = answered(0, 'successful');
export const refusedConnection: SendResult = { kind: 'failed', sent: false, error: 'ECONNREFUSED' };
export const timeout: SendResult = { kind: 'failed', sent: true, error: 'no answer within 10000 ms' };

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly details: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export type EngineOptions = Partial<Omit<DeliveryDeps, 'settings'>> & {
  settings?: Partial<DeliverySettings>;
};

export interface Bench extends World {
  readonly database: Database;
  readonly directory: Directory;
  readonly calls: Call[];
  readonly logs: LogEntry[];
  readonly metrics: { attempts: object[]; firstAttempts: number[] };
  clock: { now: number };
  /** What the peer answers; acknowledges everything unless a test says otherwise. */
  script: Script;
  /** Asks the script, as every engine does. */
  readonly send: Send;
  readonly engine: Delivery;
  createEngine(more?: EngineOptions): Delivery;
  addChannel(
    appChannelId: number,
    policies?: Partial<ChannelPolicies>,
    callbackBase?: string | null,
  ): Promise<void>;
  /** Rounds at the present time until nothing is left to do. @returns calls made */
  drain(): Promise<number>;
  /** Lets time pass, stopping wherever something is due. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function createBench(settings: Partial<DeliverySettings> = {}): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'chelian-delivery-'));
  const database = await openStore(readSettings(await storeEnv(folder)));
  await migrate(database);
  const directory = await openDirectory(database, (sealed) => sealed);
  const clock = { now: startAt };
  let ids = 10n ** 18n;
  const nextEventId = () => String(ids++);
  const logs: LogEntry[] = [];
  const log = (level: LogEntry['level']) => (details: object, message: string) =>
    void logs.push({ level, details: { ...details }, message });
  const metrics = { attempts: [] as object[], firstAttempts: [] as number[] };
  const calls: Call[] = [];
  const send: Send = async (url, text) => {
    const body = JSON.parse(text) as Call['body'];
    const call = { at: clock.now, url, path: new URL(url).pathname, body };
    calls.push(call);
    return bench.script(call);
  };

  function createEngine(more: EngineOptions = {}): Delivery {
    return createDelivery({
      database,
      directory,
      log: { info: log('info'), warn: log('warn'), error: log('error') },
      metrics: {
        deliveryAttempts: { inc: (labels) => void metrics.attempts.push(labels) },
        commitToFirstAttemptSeconds: { observe: (seconds) => void metrics.firstAttempts.push(seconds) },
      },
      now: () => clock.now,
      random: () => 0.5,
      nextEventId,
      newStamp: randomStamp,
      alarm: createAlarm(),
      owner: 'engine-1',
      send,
      phoneOf: async () => undefined,
      ...more,
      settings: {
        concurrency: 8,
        pollMs: 5,
        settleMs,
        timeoutMs,
        leaseMs,
        jitter: 0.5,
        buckets: 1,
        ...settings,
        ...more.settings,
      },
    });
  }

  /** When something is due next, after now. */
  async function nextDue(): Promise<number | undefined> {
    const rows = await database.read.all<{ at: number | null }>(
      `SELECT MIN(at) AS at FROM (SELECT ready_at AS at FROM delivery_lane UNION ALL SELECT open_until_at FROM circuit) AS due WHERE at > ?`,
      [clock.now],
    );
    return rows[0]?.at ?? undefined;
  }

  const bench: Bench = {
    ...createWorld({ database, clock, nextEventId }),
    database,
    directory,
    calls,
    logs,
    metrics,
    clock,
    script: () => ack,
    send,
    engine: undefined as never,
    createEngine,
    async addChannel(appChannelId, policies = {}, callbackBase: string | null = 'https://peer.test/coupon') {
      const full = { ...channelPolicies.parse({}), ...policies } as ChannelPolicies;
      const channel = {
        tenantId: 't',
        appChannelId,
        appId: 'wx1',
        callbackBase: callbackBase ?? undefined,
        policies: full,
      };
      await database.transaction((tx) => saveChannel(tx, channel, clock.now));
      await directory.refresh();
    },
    async drain() {
      let calls = 0;
      for (let made = -1; made !== 0; calls += made) made = await this.engine.runOnce();
      return calls;
    },
    async pass(ms) {
      const until = clock.now + ms;
      for (;;) {
        await this.drain();
        const due = await nextDue();
        if (due === undefined || due > until) break;
        clock.now = due;
      }
      clock.now = until;
      await this.drain();
    },
    async close() {
      await this.engine.stop();
      await database.close();
      rmSync(folder, { recursive: true });
    },
  };
  await database.transaction((tx) =>
    saveTenant(tx, { tenantId: 't', name: 'T', unknownChannels: 'reject' }, startAt),
  );
  await bench.addChannel(0);
  const credential = { apiKey: 'KEY', tenantId: 't', secretSealed: secret, scheme: 'md5-suffix' };
  await database.transaction((tx) =>
    insertCredential(tx, { ...credential, activeFromAt: 0, activeUntilAt: undefined }, startAt),
  );
  await directory.refresh();
  return Object.assign(bench, { engine: createEngine() });
}
