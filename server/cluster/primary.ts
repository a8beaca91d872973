// The first process of several: it holds the port, starts the workers and keeps them, and stops with them. It serves nobody itself.
import { createLog, flushLog } from '../ops/log.ts';
import { databaseName } from '../settings/database-name.ts';
import type { Settings } from '../settings/settings.ts';
import { createBarrier } from './barrier.ts';
import { type Crew, createCrew, type Member, type Ready } from './crew.ts';
import { forkWorker, prepareCluster } from './fork.ts';
import type { FromWorker } from './messages.ts';
import { createScrapes } from './scrapes.ts';

/** A worker has this long beyond its own limits. */
const stopMarginMs = 5_000;

/** Resolves when all workers serve. @throws in a worker's words when they cannot */
export async function servePrimary(settings: Settings): Promise<void> {
  const { workers: size, mode, drainGraceMs, drainTimeoutMs } = settings;
  const log = createLog(settings.logLevel);
  prepareCluster();
  const crew = openCrew(size, log);
  const stopLimitMs = drainGraceMs + drainTimeoutMs + stopMarginMs;

  let stopping: Promise<void> | undefined;
  async function stop(signal: string): Promise<void> {
    log.info({ reason: signal }, 'stopping');
    const clean = await crew.stop(stopLimitMs);
    if (clean) log.info('stopped');
    else log.error('stopped, but not cleanly');
    flushLog(log);
    process.exit(clean ? 0 : 1);
  }
  // Ctrl-C comes from the terminal and once more from npm: the second one changes nothing.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stopping ??= stop(signal);
    });
  }

  try {
    const ready = await crew.start();
    await printDemoBanner(settings, ready);
    log.info({ url: ready.url, mode, workers: size }, 'listening');
  } catch (error) {
    // Who stops anyway is not asked why the start came to nothing.
    if (stopping !== undefined) return stopping;
    await crew.stop(stopLimitMs);
    flushLog(log);
    throw error;
  }
}

function openCrew(size: number, log: ReturnType<typeof createLog>): Crew {
  const barrier = createBarrier<Member>((member) => member.send({ type: 'released' }));
  const scrapes = createScrapes<Member>({
    members: () => crew.ready(),
    ask: (member, id) => member.send({ type: 'read', id }),
  });

  async function scrape(asker: Member, id: number): Promise<void> {
    const others = await scrapes.collect(asker);
    asker.send({ type: 'scraped', id, others: { ...others, workers: size, restarts: crew.restarts() } });
  }

  function heard(member: Member, message: FromWorker): void {
    if (message.type === 'holding') barrier.holding(member);
    // After what has come to the port until now was accepted, and sent the same way.
    else if (message.type === 'quiet') setImmediate(() => member.send({ type: 'handedOver' }));
    else if (message.type === 'closed') barrier.closed(member);
    else if (message.type === 'scrape') void scrape(member, message.id);
    else if (message.type === 'readings') scrapes.answered(member, message.id, message.readings);
  }

  function ended(member: Member): void {
    barrier.gone(member);
    scrapes.gone(member);
  }

  const crew = createCrew({ size, fork: forkWorker, log, now: () => performance.now(), heard, ended });
  return crew;
}

async function printDemoBanner(settings: Settings, { url, demo }: Ready): Promise<void> {
  if (demo === undefined) return;
  const { bannerText } = await import('../demo/banner.ts');
  const facts = { url, ...demo, database: databaseName(settings), now: Date.now() };
  process.stdout.write(bannerText(facts));
}
