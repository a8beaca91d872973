// The one container: what the parts of a process share, built from its settings. Tests override single members.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createRefusals, type Refusals } from './api/steps/refusals.ts';
import { createHealth, type Health } from './ops/health.ts';
import { createLog, type Log } from './ops/log.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createPhoneVault, type PhoneVault } from './settings/phones.ts';
import { createSeal, loadMasterKey, type Seal } from './settings/secrets.ts';
import type { Settings } from './settings/settings.ts';
import { type WechatSettings, wechatBaseUrl } from './settings/wechat.ts';
import { agreeOnBuckets } from './store/buckets.ts';
import { refuseHalfCopied } from './store/copy/progress.ts';
import type { Database } from './store/database.ts';
import { type Directory, openDirectory } from './store/directory.ts';
import { migrate } from './store/migrate.ts';
import { openStore, type StoreOptions } from './store/open.ts';
import { probeStore } from './store/probe.ts';
import { openWorkerIds, type WorkerIds } from './store/worker-ids.ts';
import { type ClaimDesk, createClaimDesk } from './usecase/claim.ts';
import { type CouponWatch, createCouponWatch } from './usecase/coupon-watch.ts';
import type { UseCaseDeps } from './usecase/deps.ts';
import { createTokenDesk, type TokenDesk } from './usecase/token-desk.ts';
import { createTurns } from './usecase/turns.ts';
import { openWechat, type Wechat, type WechatDeps } from './wechat/open.ts';

export interface Context {
  readonly settings: Settings;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly database: Database;
  readonly directory: Directory;
  readonly seal: Seal;
  readonly phones: PhoneVault;
  /** Names this process wherever it leases something. */
  readonly owner: string;
  readonly ids: WorkerIds;
  readonly useCases: UseCaseDeps;
  readonly claims: ClaimDesk;
  /** Claims that are turned away, as far as that has to wait. */
  readonly refusals: Refusals;
  readonly tokens: TokenDesk;
  /** Phones that wait for a coupon to change. */
  readonly watch: CouponWatch;
  /** For Wi-Fi pages; undefined: switched off. */
  readonly wechat: Wechat | undefined;
  /** For logins of the plugin, maybe with an app of its own; undefined: switched off. */
  readonly pluginWechat: Wechat | undefined;
  /** Calls back after each commit that put events into the outbox. */
  readonly onEvents: (listener: () => void) => void;
  /** Gives back what is leased and closes the store. */
  readonly close: () => Promise<void>;
}

export interface ContextOverrides {
  readonly now?: () => number;
  readonly log?: Log;
  readonly openDatabase?: (settings: Settings, options: StoreOptions) => Promise<Database>;
}

/** Phones that one process keeps waiting: each is a connection. */
const watchLimit = 20_000;

/** Opens the store, bringing its schema up to date. @throws when the store cannot be opened */
export async function createContext(settings: Settings, overrides: ContextOverrides = {}): Promise<Context> {
  const { now = Date.now, log = createLog(settings.logLevel), openDatabase = openStore } = overrides;
  const metrics = createMetrics();
  const database = await openDatabase(settings, {
    onTrouble: (err) => log.warn({ err }, 'the store has trouble'),
  });
  await migrate(database);
  await refuseHalfCopied(database.read);
  const buckets = await agreeOnBuckets(database, settings.buckets);
  const seal = createSeal({ current: loadMasterKey(settings), older: settings.masterKeysOld });
  const directory = await openDirectory(database, seal.open);
  const owner = randomUUID();
  const ids = await openWorkerIds(database, owner, now);
  const listeners: (() => void)[] = [];
  const watch = createCouponWatch(watchLimit);
  metrics.watchingFrom(() => watch.size);
  const useCases: UseCaseDeps = {
    database,
    directory,
    buckets,
    now,
    nextId: ids.next,
    codeMac: (text) => seal.hash(text, 'redeem-code'),
    eventsCommitted: () => {
      for (const listener of listeners) listener();
    },
    couponsChanged: watch.changed,
    turns: createTurns({ atOnce: 4, waiting: 2_000 }),
  };
  return {
    settings,
    log,
    metrics,
    health: createHealth({
      probe: (thorough) => probeStore(database, now, thorough),
      now: () => performance.now(),
    }),
    database,
    directory,
    seal,
    phones: createPhoneVault(seal),
    owner,
    ids,
    useCases,
    claims: createClaimDesk(useCases, {
      groupLimit: settings.claimGroupLimit,
      queueLimit: settings.claimQueueLimit,
      waitLimitMs: settings.claimWaitMs,
      onGroup: (size) => metrics.claimGroupSize.observe(size),
    }),
    refusals: createRefusals(),
    tokens: createTokenDesk(useCases),
    watch,
    ...wechatOf(settings, { database, seal, now, wait: setTimeout }),
    onEvents: (listener) => void listeners.push(listener),
    async close() {
      await ids.release().catch((error: unknown) => log.warn({ err: error }, 'worker number not released'));
      await database.close();
    },
  };
}

function wechatOf(
  { wechat, pluginWechat, dataDir }: Settings,
  deps: Pick<WechatDeps, 'database' | 'seal' | 'now' | 'wait'>,
): Pick<Context, 'wechat' | 'pluginWechat'> {
  const opened = (app: WechatSettings | undefined) =>
    app && openWechat({ ...deps, ...app, baseUrl: () => wechatBaseUrl(app, dataDir) });
  const account = opened(wechat);
  const isOne = pluginWechat?.appId === wechat?.appId;
  return { wechat: account, pluginWechat: isOne ? account : opened(pluginWechat) };
}
