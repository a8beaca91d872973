// The whole server in this process, called over real HTTP as 出行服务 calls it.
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { join } from 'node:path';
import type { Context } from '../../server/context.ts';
import { readSettings } from '../../server/settings/settings.ts';
import { type Running, type StartOverrides, start } from '../../server/start.ts';
import { type InboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import { atEnd } from './at-end.ts';
import { storeEnv } from './engine.ts';
import { type HttpAnswer, httpPost, httpSend, type SendOptions } from './http.ts';
import { scratch } from './scratch.ts';
import { sharedByTests } from './shared.ts';
import { type Parameters, type SignOptions, signedCall } from './signed.ts';

export interface TestServerOptions extends StartOverrides {
  /** More environment variables. */
  readonly env?: NodeJS.ProcessEnv;
  /** Another server's: a second process at the same database. */
  readonly dataDir?: string;
}

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  readonly context: Context;
  /** A signed call. */
  call(name: InboundName, parameters: Parameters, options?: SignOptions): Promise<HttpAnswer>;
  /** A call with exactly this body. */
  post(name: InboundName, body: string | Buffer, options?: SendOptions): Promise<HttpAnswer>;
  /** Any request. */
  send(method: string, path: string, options?: SendOptions & { body?: string | Buffer }): Promise<HttpAnswer>;
  /** A claim of a new user from test001, of which single parameters may differ. */
  claim(parameters?: Parameters, options?: SignOptions): Promise<HttpAnswer>;
  stop(): Promise<void>;
}

/** Demo mode with its seed, without simulator and without a log. Stopped after the test. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await openTestServer(options);
  atEnd(() => server.stop());
  return server;
}

/** One server for all tests of a file (or of a `describe`). */
export const sharedTestServer = (options: TestServerOptions = {}): (() => TestServer) =>
  sharedByTests(
    () => openTestServer(options),
    (server) => server.stop(),
  );

/** The same, which whoever opens it stops. */
export async function openTestServer({
  env = {},
  dataDir,
  ...overrides
}: TestServerOptions = {}): Promise<TestServer> {
  const directory = dataDir ?? mkdtempSync(join(scratch, 'chelian-test-'));
  const settings = readSettings({ ...quiet, ...(await storeEnv(directory)), ...env });
  const running = await start(settings, overrides);
  const agent = new Agent({ keepAlive: true });
  return {
    ...calls(running, agent),
    url: running.url,
    port: Number(new URL(running.url).port),
    dataDir: directory,
    context: running.context,
    async stop() {
      agent.destroy();
      await running.stop();
      if (dataDir === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

const quiet = { PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'silent', DRAIN_GRACE_MS: '0' };

let users = 0;

function calls(
  { url, context }: Running,
  agent: Agent,
): Pick<TestServer, 'call' | 'post' | 'send' | 'claim'> {
  const post: TestServer['post'] = (name, body, options) =>
    httpPost(url + spInterfaces[name].path, body, { agent, ...options });
  const call: TestServer['call'] = (name, parameters, options) =>
    post(name, signedCall(parameters, { at: context.useCases.now(), ...options }));
  return {
    post,
    call,
    send: (method, path, options) => httpSend(method, url + path, { agent, ...options }),
    claim(parameters = {}, options) {
      users += 1;
      const somebody = {
        app_channel_id: 1,
        user_code: `u${users}`,
        stock_id: 'test001',
        request_id: `r${users}`,
      };
      return call('coupon.receive', { ...somebody, ...parameters }, options);
    },
  };
}
