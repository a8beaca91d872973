// People who open the plugin in front of the whole server, with WeChat simulated: sessions as the plugin opens them, and calls with their
// tokens. Every answer is looked at.
import type { OutgoingHttpHeaders } from 'node:http';
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { type LaunchTicket, signTicket } from '../../../../server/domain/launch-ticket.ts';
import { demoWechatApp } from '../../../../server/settings/wechat.ts';
import {
  type PluginAnswerOf,
  type PluginCallOf,
  type PluginInterfaceName,
  pluginPath,
} from '../../../../shared/plugin/interfaces.ts';
import { atEnd } from '../../../kit/at-end.ts';
import { createClock, type TestClock } from '../../../kit/clock.ts';
import type { HttpAnswer } from '../../../kit/http.ts';
import { openTestServer, type TestServer, type TestServerOptions } from '../../../kit/server.ts';
import { startWechatSimulator, type WechatSimulator } from '../../../simulator/wechat/simulator.ts';
import { expectData, expectWire } from './expect.ts';

export const ticketKey = 'the-key-that-hosts-sign-with';

export interface Opening {
  readonly openpid?: string;
  /** Instead of a fresh one of the openpid's. */
  readonly code?: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: OutgoingHttpHeaders | undefined;
  readonly language?: 'zh' | 'en';
}

export interface Visitor {
  readonly token: string;
  readonly userCode: string;
  readonly openpid: string;
  ask<Name extends PluginInterfaceName>(name: Name, request: PluginCallOf<Name>): Promise<HttpAnswer>;
  /** The same, which must go well. */
  get<Name extends PluginInterfaceName>(
    name: Name,
    request: PluginCallOf<Name>,
  ): Promise<PluginAnswerOf<Name>>;
}

export interface Visits {
  readonly server: TestServer;
  readonly clock: TestClock;
  readonly wechat: WechatSimulator;
  /** Any body under any headers. */
  send(name: PluginInterfaceName, body: string | Buffer, headers?: OutgoingHttpHeaders): Promise<HttpAnswer>;
  open(opening: Opening): Promise<HttpAnswer>;
  /** Somebody new with a session. */
  visitor(more?: { userCode?: string; headers?: OutgoingHttpHeaders }): Promise<Visitor>;
  /** A launch ticket of the demo's host, new each time, good for a minute. */
  ticket(changes?: Partial<LaunchTicket>, key?: string): string;
  close(): Promise<void>;
  /** Time goes by. The server's leases are renewed, as its rounds would do meanwhile. */
  pass(ms: number): Promise<void>;
}

export const refererOf = (hostAppId: string): OutgoingHttpHeaders => ({
  referer: `https://servicewechat.com/${hostAppId}/7/page-frame.html`,
});
export const bearer = (token: string): OutgoingHttpHeaders => ({ authorization: `Bearer ${token}` });

/** One for all tests of a file, under a clock of its own. */
export function sharedVisits(options: TestServerOptions = {}): () => Visits {
  let visits: Visits | undefined;
  beforeAll(async () => {
    visits = await openVisits(options);
  });
  afterAll(() => visits?.close());
  return () => {
    if (visits === undefined) throw new Error('people visit only while tests run');
    return visits;
  };
}

/** One for a single test. */
export async function startVisits(options: TestServerOptions = {}): Promise<Visits> {
  const visits = await openVisits(options);
  atEnd(() => visits.close());
  return visits;
}

async function openVisits(options: TestServerOptions): Promise<Visits> {
  const clock = createClock();
  const wechat = await startWechatSimulator({ port: 0, app: demoWechatApp, now: clock.now });
  const env = {
    WECHAT_BASE_URL: wechat.url,
    PLUGIN_TICKET_KEY: ticketKey,
    // The sweeper would end coupons that a test wants to find as they are.
    SWEEP_INTERVAL_MS: '86400000',
    ...options.env,
  };
  const server = await openTestServer({ now: clock.now, ...options, env });
  const close = async () => {
    await server.stop();
    await wechat.close();
  };
  return { ...visitsTo(server, wechat), server, clock, wechat, close, pass: passing(server, clock) };
}

let made = 0;

function visitsTo(
  server: TestServer,
  wechat: WechatSimulator,
): Pick<Visits, 'send' | 'open' | 'visitor' | 'ticket'> {
  const { now } = server.context.useCases;
  const send: Visits['send'] = async (name, body, headers = {}) => {
    const answer = await server.send('POST', pluginPath(name), { headers, body });
    expectWire(answer);
    return answer;
  };
  const open: Visits['open'] = ({ openpid = 'nobody', code, query = {}, headers = {}, ...more }) => {
    const body = { code: code ?? wechat.issueCode(openpid), query, ...more };
    return send('session', JSON.stringify(body), { ...refererOf(sampleHostAppId), ...headers });
  };
  return {
    send,
    open,
    async visitor({ userCode, headers } = {}) {
      made += 1;
      const who = { userCode: userCode ?? `visitor${made}`, openpid: `openpid-of-visitor-${made}` };
      const query = { user_code: who.userCode };
      const { token } = expectData('session', await open({ openpid: who.openpid, query, headers }));
      const ask: Visitor['ask'] = (name, request) => send(name, JSON.stringify(request), bearer(token));
      return {
        ...{ ...who, token, ask },
        get: async (name, request) => expectData(name, await ask(name, request)),
      };
    },
    ticket(changes = {}, key = ticketKey) {
      made += 1;
      const host = sampleHostAppId;
      const exp = Math.floor(now() / 1000) + 60;
      return signTicket({ host, user: `ticketed${made}`, exp, nonce: `nonce-of-${made}`, ...changes }, key);
    },
  };
}

const passing =
  ({ context }: TestServer, clock: TestClock): Visits['pass'] =>
  async (ms) => {
    clock.advance(ms);
    await context.ids.renew();
  };
