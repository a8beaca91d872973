// A network that can be bad: a TCP proxy whose connections are late, cut to pieces, reset, swallowed, half closed or refused, as a seed decides.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { atEnd } from '../kit/at-end.ts';
import { createDice } from '../kit/dice.ts';
import { type Link, lateness, openLink } from './link.ts';
import { type ConnectionPlan, type Fault, flawless, planOf, stormTimes } from './plan.ts';

export interface FaultProxy {
  readonly port: number;
  /** From now on connections go as they are planned, and now and then all of them are cut. It behaves before. */
  misbehave(): void;
  /** It behaves again, on the connections that are open too. */
  behave(): void;
  /** How many connections had each fault, or none, while it misbehaved. */
  readonly seen: ReadonlyMap<Fault['kind'] | 'none' | 'storm', number>;
  /** Resets all that is open, and listens no more. Done after the test anyway. */
  close(): void;
}

export interface FaultProxyOptions {
  /** On 127.0.0.1. */
  readonly to: number;
  readonly seed: number;
  readonly longestMs: number;
  /** In place of what the seed says. */
  readonly plan?: (n: number) => ConnectionPlan;
  readonly storms?: boolean;
}

const host = '127.0.0.1';

export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const { to, seed, plan = (n: number) => planOf(options, n), storms = true } = options;
  const links = new Map<Socket, Link>();
  const seen = new Map<Fault['kind'] | 'none' | 'storm', number>();
  const count = (what: Fault['kind'] | 'none' | 'storm') => seen.set(what, (seen.get(what) ?? 0) + 1);
  let connections = 0;
  let misbehaving: object | undefined;
  let closed = false;

  let server = await listen(0, accept);
  const { port } = server.address() as AddressInfo;
  atEnd(close);

  function accept(near: Socket): void {
    const n = connections;
    if (misbehaving !== undefined) connections += 1;
    const planned = misbehaving === undefined ? flawless : plan(n);
    if (misbehaving !== undefined) count(planned.fault?.kind ?? 'none');
    if (planned.fault?.kind === 'refused') {
      near.on('error', () => undefined);
      near.resetAndDestroy();
      void refuse(planned.fault.forMs);
      return;
    }
    const far = connect({ port: to, host, allowHalfOpen: true });
    links.set(near, openLink({ near, far }, planned, createDice(seed, `bytes ${n}`)));
    near.on('close', () => links.delete(near));
  }

  /** Nobody listens on the port for a while. */
  async function refuse(forMs: number): Promise<void> {
    if (!server.listening) return;
    server.close();
    await lateness(forMs);
    while (!closed) {
      // Somebody's outgoing connection may have been given the port meanwhile.
      const again = await listen(port, accept).catch(() => lateness(20));
      if (again === undefined) continue;
      server = again;
      break;
    }
    if (closed) server.close();
  }

  async function storm(during: object): Promise<void> {
    for (const ms of stormTimes(seed)) {
      await lateness(ms);
      if (misbehaving !== during) return;
      count('storm');
      for (const link of links.values()) link.cut();
    }
  }

  function close(): void {
    closed = true;
    misbehaving = undefined;
    server.close();
    for (const link of links.values()) link.cut();
  }

  return {
    port,
    misbehave() {
      misbehaving = {};
      if (storms) void storm(misbehaving);
    },
    behave() {
      misbehaving = undefined;
      for (const link of links.values()) link.heal();
    },
    seen,
    close,
  };
}

async function listen(port: number, accept: (near: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, accept);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
