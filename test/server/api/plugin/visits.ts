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
import { sharedByTests } from '../../../kit/shared.ts';
import {
  startWechatSimulator,
  type WechatSimulator,
  type WechatSimulatorOptions,
} from '../../../simulator/wechat/simulator.ts';
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
  /** Somebody new with a session. @param more query: what the host opens the plugin with, the user's code if it is not given */
  visitor(more?: Omit<Opening, 'code'> & { userCode?: string }): Promise<Visitor>;
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
export const sharedVisits = (options: TestServerOptions = {}): (() => Visits) =>
  sharedByTests(
    () => openVisits(options),
    (visits) => visits.close(),
  );

export interface VisitsOptions extends TestServerOptions {
  /** Where the clock stands at first: noon, unless other processes have to be of the same time. */
  readonly startAt?: number;
  /** What WeChat's side has. */
  readonly wechat?: Pick<WechatSimulatorOptions, 'cards' | 'shops'>;
}

/** One for a single test. */
export async function startVisits(options: VisitsOptions = {}): Promise<Visits> {
  const visits = await openVisits(options);
  atEnd(() => visits.close());
  return visits;
}

async function openVisits({ startAt, wechat: has, ...options }: VisitsOptions): Promise<Visits> {
  const clock = createClock(startAt);
  const wechat = await startWechatSimulator({ port: 0, app: demoWechatApp, now: clock.now, ...has });
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
    async visitor({ userCode, openpid, ...more } = {}) {
      made += 1;
      const who = {
        userCode: userCode ?? `visitor${made}`,
        openpid: openpid ?? `openpid-of-visitor-${made}`,
      };
      const opening = { openpid: who.openpid, query: { user_code: who.userCode }, ...more };
      const { token } = expectData('session', await open(opening));
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
