// A real server lives through a bad network at one of its three sides, under a load that asks again as its peers do; then the network is
// good again, everything may come to rest, and what everybody was told has to be so.
import { randomInt } from 'node:crypto';
import { residentBytes } from '../bench/servers/memory.ts';
import { type CrashWorld, crashWorld } from '../crash/world.ts';
import { atEnd } from '../kit/at-end.ts';
import { isLong } from '../kit/long.ts';
import { pause } from '../kit/pause.ts';
import type { ServerProcess } from '../kit/process.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { callBack, difference } from '../kit/tencent.ts';
import { comeToRest, skipWaits } from './come-to-rest.ts';
import { patiently } from './patiently.ts';
import { gatherPeers, type Peers } from './peers.ts';
import { type FaultProxy, startFaultProxy } from './proxy.ts';
import { type Habit, sameId } from './tencent.ts';

export type Side = 'callbacks' | 'listener' | 'database';

export interface Trouble {
  readonly side: Side;
  /** What is run as the server, below the project's folder. */
  readonly program?: string;
  /** More of its settings. */
  readonly more?: NodeJS.ProcessEnv;
  readonly habit?: Habit;
  readonly ms?: number;
  /** The network stays bad until a claim shows a problem like this, or for long: which connections it spoils when is chance. */
  readonly shows?: RegExp;
}

export interface Outcome {
  /** The same again: SEED=… */
  readonly seed: number;
  /** Everything that is wrong, in words. */
  readonly problems: readonly string[];
}

const troubleMs = isLong ? 20 * 60_000 : 4_000;
/** Time to start, to come to rest and to be looked at, for a busy machine: what the oracles ask of many coupons takes long. */
export const testMs = troubleMs * 2 + 240_000;
/** For enough to happen. */
const patienceMs = 60_000;
const roundMs = isLong ? 5_000 : 800;
/** Several times what the server needs. */
const memoryMb = 1_000;
/** How long the network may be silent. Callers and deliveries give up before; a lane settles later than any late call may arrive. */
const longestMs = isLong ? 3_000 : 1_500;
const deliveryTimeoutMs = 1_000;
/** Where the network to the caller is good, whoever hangs up soon only makes more work. */
const callTimeoutMs: Record<Side, number> = { callbacks: 5_000, listener: 500, database: 5_000 };

/** Nothing is wrong when it is over; what is told of a failure has the seed with it. */
export async function expectToBear(side: Side): Promise<void> {
  const { seed, problems } = await liveThrough({ side });
  // Where much is wrong, a few of them tell as much.
  expect({ seed, problems: problems.slice(0, 20) }).toEqual({ seed, problems: [] });
}

export async function liveThrough(trouble: Trouble): Promise<Outcome> {
  const { side, program, more = {}, habit = sameId, ms = troubleMs, shows } = trouble;
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));
  const world = await crashWorld();
  const peers = await gatherPeers(world.context, callTimeoutMs[side]);
  atEnd(() => peers.abandon());

  const env: NodeJS.ProcessEnv = {
    ...world.env,
    DELIVERY_TIMEOUT_MS: String(deliveryTimeoutMs),
    DELIVERY_SETTLE_MS: String(longestMs * 2),
    ...more,
  };
  const proxyTo = (url: string) => startFaultProxy({ to: Number(new URL(url).port), seed, longestMs });
  let proxy: FaultProxy | undefined;
  if (side === 'database') {
    proxy = await proxyTo(world.env['DATABASE_URL'] ?? '');
    env['DATABASE_URL'] = at(proxy, world.env['DATABASE_URL'] ?? '');
  }
  if (side === 'callbacks') {
    proxy = await proxyTo(world.simulator.url);
    await callBack(world.context, at(proxy, world.simulator.url));
  }
  const server = await startServerProcess(env, program);
  proxy ??= await proxyTo(server.url);
  const url = side === 'listener' ? at(proxy, server.url) : server.url;

  const memory = await suffer({ world, peers, proxy, server, habit, ms, shows }, url);
  // Nobody is left who could come to rest.
  if (isGone(server)) return { seed, problems: await endOf(server) };
  const rested = performance.now();
  proxy.behave();
  await peers.finish();
  await comeToRest(world.context);
  const restedMs = performance.now() - rested;
  const problems = [...(await problemsOf(world, peers)), ...(await endOf(server))];
  const mostMb = Math.max(...memory);
  if (mostMb > memoryMb) problems.push(`the server took ${mostMb} MB`);
  report(side, seed, { peers, proxy, found: problems.length, memory, restedMs });
  return { seed, problems };
}

interface Suffering {
  readonly world: CrashWorld;
  readonly peers: Peers;
  readonly proxy: FaultProxy;
  readonly server: ServerProcess;
  readonly habit: Habit;
  readonly ms: number;
  readonly shows: RegExp | undefined;
}

const isGone = ({ child }: ServerProcess): boolean => (child.exitCode ?? child.signalCode) !== null;

/** Over early where the server ends. @returns what the server held in memory, at the end of each round, in MB */
async function suffer(suffering: Suffering, url: string): Promise<number[]> {
  const { world, peers, proxy, server, habit, ms, shows } = suffering;
  const isShown = watchFor(shows, world, peers);
  const memory: number[] = [];
  const until = performance.now() + ms;
  await patiently(peers.newStocks);
  proxy.misbehave();
  peers.call(url, habit);
  for (const giveUp = until + patienceMs; performance.now() < giveUp && !isGone(server); ) {
    if (performance.now() > until && isEnough(peers, proxy) && (await isShown())) break;
    await pause(roundMs);
    await patiently(peers.newStocks);
    // Or deliveries would spend the most of a short run waiting.
    await skipWaits(world.context);
    if (!isGone(server)) memory.push(Math.round(residentBytes(server) / 2 ** 20));
  }
  return memory;
}

/** @returns whether it shows, and did so when that was last asked: an answer may be ahead of its COMMIT for a moment */
function watchFor(shows: RegExp | undefined, { context }: CrashWorld, { oracle }: Peers) {
  let before: readonly string[] = [];
  return async (): Promise<boolean> => {
    if (shows === undefined) return true;
    const now = (await oracle.verify(context.database)).filter((problem) => shows.test(problem));
    const isShown = now.some((problem) => before.includes(problem));
    before = now;
    return isShown;
  };
}

async function problemsOf({ context, simulator }: CrashWorld, peers: Peers): Promise<string[]> {
  const { database } = context;
  const { oracle, tills, exact } = peers;
  // It thinks that nobody but us changes a coupon; the other oracle knows of 出行服务 too.
  const ofTills = (await tills.verify(database)).filter(
    (problem) => !problem.startsWith('a change of status'),
  );
  return [
    ...(await oracle.verify(database)),
    ...ofTills,
    ...(await exact.verify(database.read, { oracle, tills })),
    ...(await difference(database, simulator)),
  ];
}

/** It has lived until now, and ends well when it is told to. */
async function endOf(server: ServerProcess): Promise<string[]> {
  const { child, end } = server;
  const { exitCode, signalCode } = child;
  if (isGone(server)) return [`the server ended with ${exitCode ?? signalCode}`];
  await end('SIGTERM');
  return child.exitCode === 0
    ? []
    : [`told to stop, the server ended with ${child.exitCode ?? child.signalCode}`];
}

function at(proxy: FaultProxy, url: string): string {
  const through = new URL(url);
  through.port = String(proxy.port);
  return through.href;
}

const faultsOf = ({ seen }: FaultProxy): number =>
  [...seen].reduce((sum, [kind, times]) => sum + (kind === 'none' ? 0 : times), 0);

/** On a machine that is busy with something else too, not much happens in a few seconds. */
const isEnough = ({ oracle, tills, exact }: Peers, proxy: FaultProxy): boolean =>
  oracle.claimed.size >= 60 && tills.consumes.size >= 10 && exact.limits >= 2 && faultsOf(proxy) >= 15;

interface Seen {
  readonly peers: Peers;
  readonly proxy: FaultProxy;
  readonly found: number;
  readonly memory: readonly number[];
  readonly restedMs: number;
}

function report(side: Side, seed: number, { peers, proxy, found, memory, restedMs }: Seen): void {
  const mb = `${memory[0]} → ${memory.at(-1)} MB, at most ${Math.max(...memory)}`;
  const came = `${peers.oracle.claimed.size} claims, ${peers.tills.consumes.size} consumes, ${found} problems`;
  const faults = [...proxy.seen].map(([kind, times]) => `${kind} ${times}`).join(', ');
  process.stdout.write(
    `network ${side} SEED=${seed}: ${came}; ${faults}; at rest after ${Math.round(restedMs)} ms; ${mb}\n`,
  );
}
