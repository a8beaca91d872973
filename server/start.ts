// Starts the server and, when it is told to stop, lets every caller get an answer first.
import { createServer, type Server, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { type Context, type ContextOverrides, createContext } from './context.ts';
import { refuseDemoSecrets } from './demo/secrets.ts';
import { type Demo, startDemo } from './demo/start.ts';
import { markClosing } from './ops/closing.ts';
import { drainServer, type Together } from './ops/drain.ts';
import type { Metrics } from './ops/metrics.ts';
import type { Settings } from './settings/settings.ts';
import { startWorkers, type Workers } from './workers.ts';

export interface Running {
  readonly context: Context;
  readonly url: string;
  readonly demo: Demo | undefined;
  /** Stops serving, answers what was asked, gives back what was leased. Safe to call twice. */
  stop(): Promise<void>;
}

export interface StartOverrides extends ContextOverrides {
  /** Limits of the HTTP server other than ours: a test need not wait as long as a slow client may. */
  readonly limits?: ServerOptions;
  /** For one of several processes on a port. */
  readonly team?: Team;
}

export interface Team {
  /** Whether it is the one that plays the other side in demo mode. */
  readonly playsDemo: boolean;
  readonly together: Together;
  /** Turns the numbers of this process into everybody's. */
  readonly metrics: (own: Metrics) => Metrics;
}

/** @throws when the settings do not fit together, the store cannot be opened, or the port is taken */
export async function start(settings: Settings, overrides: StartOverrides = {}): Promise<Running> {
  const context = await createContext(settings, overrides);
  const started: (() => Promise<void>)[] = [() => context.close()];
  try {
    refuseDemoSecrets(context);
    const { team } = overrides;
    const metrics = team?.metrics(context.metrics) ?? context.metrics;
    const server = createServer({ ...limits, ...overrides.limits }, createApp({ ...context, metrics }));
    const closing = markClosing(server);
    await listen(server, settings);
    const url = addressOf(server);
    started.push(() => drainServer(server, { closing, ...drainLimits(settings, team) }));
    const plays = settings.mode === 'demo' && team?.playsDemo !== false;
    const demo = plays ? await startDemo(context, url) : undefined;
    if (demo !== undefined) started.push(() => demo.stop());
    const workers: Workers = startWorkers(context);
    started.push(() => workers.stop());
    context.health.started();
    let stopping: Promise<void> | undefined;
    return {
      context,
      url,
      demo,
      stop() {
        context.health.draining();
        // Phones that wait get their answer now: they ask again, and somebody else answers.
        context.watch.close();
        // So do callers that wait to be turned away: nobody has time for them once the port is closed.
        context.refusals.close();
        stopping ??= stopAll(started);
        return stopping;
      },
    };
  } catch (error) {
    await stopAll(started);
    throw error;
  }
}

/** Slow clients are cut off; an idle connection outlives those of the usual load balancers (60 s). */
const limits: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
};

const drainLimits = (settings: Settings, team?: Team) => ({
  graceMs: settings.drainGraceMs,
  timeoutMs: settings.drainTimeoutMs,
  ...(team && { together: team.together }),
});

/** In the reverse order of their start; one that fails does not keep the others from stopping. */
async function stopAll(started: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of [...started].reverse()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped cleanly');
}

function listen(server: Server, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A flash sale opens thousands of connections at once; the kernel's own limit still applies.
    server.listen({ host, port, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server): string {
  const { address, family, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
