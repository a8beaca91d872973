// One of several processes that serve on one port. It starts and stops as a single one does, and tells the first process how far it is.
import cluster from 'node:cluster';
import type { Metrics } from '../ops/metrics.ts';
import { sentenceOf } from '../sentence.ts';
import { readSettings } from '../settings/settings.ts';
import { start, type Team } from '../start.ts';
import { stopWhenTold } from '../stop.ts';
import { listen, next, tell } from './line.ts';
import { slotVariable } from './messages.ts';

/** Others hold their callers for a second at most; the first process gives workers two seconds to tell their numbers. */
const closedLimitMs = 2_000;
const scrapeLimitMs = 4_000;

export async function serveWorker(): Promise<void> {
  // What cannot be said to the first process any more; that it is gone is noticed apart from this.
  cluster.worker?.on('error', () => undefined);
  try {
    const settings = readSettings(process.env);
    const running = await start(settings, { team: joinTeam(settings.workers) });
    const stop = stopWhenTold(running);
    listen('stop', () => stop('told by the first process'));
    stopWhenOrphaned(stop);
    tell({ type: 'ready', url: running.url, demo: running.demo?.urls });
  } catch (error) {
    tell({ type: 'failed', sentence: sentenceOf(error) }, () => process.exit(1));
  }
}

/** Cluster would end us at once, with callers waiting; a worker that left by itself is let alone. */
function stopWhenOrphaned(stop: (reason: string) => void): void {
  cluster.worker?.once('disconnect', () => {
    if (cluster.worker !== undefined) cluster.worker.exitedAfterDisconnect = true;
    stop('the first process is gone');
  });
}

function joinTeam(workers: number): Team {
  return {
    // Whoever takes the place of the first worker has its number, and goes on with the demo.
    playsDemo: process.env[slotVariable] === '1',
    together: {
      holding: () => tell({ type: 'holding' }),
      async handedOver() {
        tell({ type: 'quiet' });
        await next('handedOver', closedLimitMs);
      },
      async closed() {
        tell({ type: 'closed' });
        await next('released', closedLimitMs);
      },
    },
    metrics: (own) => shareMetrics(own, workers),
  };
}

function shareMetrics(own: Metrics, workers: number): Metrics {
  listen('read', ({ id }) => {
    void own.readings().then((readings) => tell({ type: 'readings', id, readings }));
  });
  let scrapes = 0;
  async function scrape(): ReturnType<Metrics['render']> {
    scrapes += 1;
    const id = scrapes;
    tell({ type: 'scrape', id });
    const scraped = await next('scraped', scrapeLimitMs, (message) => message.id === id);
    return own.render(scraped?.others ?? { readings: [], workers, answered: 1, restarts: 0 });
  }
  let running: ReturnType<Metrics['render']> | undefined;
  return {
    ...own,
    render() {
      // Those who ask at the same time share the answer.
      running ??= scrape().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
