// Where the canaries are let loose: a server whose log is at its most talkative, both other sides, and a note of all that was said.
import { openStore } from '../../server/store/open.ts';
import { openWorld, type Party, type World } from '../isolation/parties.ts';
import { type CallOptions, type Ran, runCommand } from '../kit/cli.ts';
import { storeEnv } from '../kit/engine.ts';
import { type LogLines, logLines } from '../kit/log-lines.ts';
import { callBack } from '../kit/tencent.ts';
import { canaries } from './canaries.ts';
import { type Peer, startPeer } from './peer.ts';
import { type Watched, watched } from './store.ts';

/** A command, and how it went. */
export interface Called extends Ran {
  readonly argv: readonly string[];
  readonly form: 'text' | 'json';
}

/** A request, and whether it was done. */
export interface Asked {
  readonly door: string;
  /** Its path and body: what stands in headers may have been put there by whoever carried it. */
  readonly sent: string;
  readonly answer: string;
  readonly done: boolean;
}

export interface Mine {
  readonly world: World;
  readonly peer: Peer;
  /** With keys that are canaries. */
  readonly party: Party;
  readonly lines: LogLines;
  readonly store: Watched;
  /** What was made up on the way. */
  readonly found: Record<string, string>;
  readonly asked: Asked[];
  readonly called: Called[];
  /** What backups were written into. */
  readonly directories: string[];
  /** The databases that were copied into, by the calls that did it. */
  readonly targets: Map<string, string>;
  /** Notes a secret of which there are many. */
  find(kind: string, value: string): void;
  /** Who asks for a secret is told it: it may be read there, and nowhere else. */
  wasShown(called: Called, secret: string): void;
  /** The server; commands go on. */
  stop(): Promise<void>;
  sp(argv: readonly string[], options?: CallOptions & { form?: Called['form'] }): Promise<Called>;
}

export const cardId = 'pB1';
export const shopId = 7;

export async function openMine(): Promise<Mine> {
  const lines = logLines('trace');
  const secretSettings = {
    MASTER_KEY: canaries.masterKey,
    MASTER_KEYS_OLD: canaries.olderMasterKey,
    WECHAT_TIMEOUT_MS: '2000',
  };
  let store: Watched | undefined;
  const world = await openWorld({
    startAt: Date.now(),
    log: lines.log,
    wechat: { cards: [{ cardId, validUntilAt: Date.UTC(2100, 0, 1) }], shops: [shopId] },
    env: { ...secretSettings, DELIVERY_POLL_MS: '20' },
    async openDatabase(settings, options) {
      store = watched(await openStore(settings, options));
      return store.database;
    },
  });
  if (store === undefined) throw new Error('the server runs without its store');
  const { visits, victim } = world;
  const { context, dataDir } = visits.server;
  const peer = await startPeer();
  await callBack(context, peer.url);
  const env = {
    ...(await storeEnv(dataDir)),
    ...secretSettings,
    WECHAT_BASE_URL: visits.wechat.url,
    PLUGIN_TICKET_KEY: canaries.ticketKey,
    PLUGIN_TOKEN: canaries.pluginToken,
  };
  const found: Mine['found'] = {};
  const called: Called[] = [];
  let isRunning = true;
  const sp: Mine['sp'] = async (argv, { form = 'json', ...options } = {}) => {
    const all = [...(form === 'json' ? ['--json'] : []), '--tenant', victim.tenantId, ...argv];
    const ran = await runCommand(all, { ...options, env: { ...env, ...options.env } });
    // The server is not to fall behind: what a command did would lie in its future.
    if (isRunning) await visits.pass(Math.max(0, Date.now() - visits.clock.now()));
    const one = { ...ran, argv, form };
    called.push(one);
    return one;
  };
  const find: Mine['find'] = (kind, value) => {
    if (!Object.values(found).includes(value)) found[`${kind} ${Object.keys(found).length}`] = value;
  };
  return {
    ...{ world, peer, lines, store, found, called, asked: [], directories: [], targets: new Map() },
    ...{ sp, find },
    stop() {
      isRunning = false;
      return visits.server.stop();
    },
    party: { ...victim, ...(await canaryKeys(sp)) },
    wasShown(one, secret) {
      // A code is shown in groups.
      find(one.argv.slice(0, 3).join(' '), secret.replaceAll(' ', ''));
      called[called.indexOf(one)] = { ...one, stdout: one.stdout.replaceAll(secret, 'SHOWN') };
    },
  };
}

/** Given as operators give what somebody else has made. */
async function canaryKeys(sp: Mine['sp']): Promise<Pick<Party, 'sp' | 'merchant'>> {
  const ofTencent = await sp(['credential', 'add', '--api-key', 'CANARY', '--secret-stdin'], {
    stdin: canaries.apiSecret,
  });
  const ofTill = await sp(
    [
      ...['merchant', 'credential', 'add', '--account', 'naixue', '--key-stdin'],
      ...['--open-id', 'canary', '--grant-code', 'g1'],
    ],
    { stdin: canaries.openKey },
  );
  for (const { code, stderr } of [ofTencent, ofTill]) if (code !== 0) throw new Error(stderr);
  return {
    sp: { apiKey: 'CANARY', secret: canaries.apiSecret, scheme: 'md5-suffix' },
    merchant: { openId: 'canary', openKey: canaries.openKey, grantCode: 'g1', account: 'naixue' },
  };
}
