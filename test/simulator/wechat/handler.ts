// Every request of the simulated WeChat: the path and the method, then the token, then the call itself.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { sendJson } from '../../../server/api/steps/send-json.ts';
import type { CouponPut } from './couponput.ts';
import { answerOf, type WechatAnswer } from './errors.ts';
import { sendFault, type WechatFaults } from './faults.ts';
import type { PluginCodes } from './plugin-codes.ts';
import type { TokenBook } from './tokens.ts';

export interface WechatApp {
  readonly appId: string;
  readonly secret: string;
}

export interface WechatCall {
  readonly path: string;
  readonly body: unknown;
  /** What it was answered; undefined where a fault came in between. */
  readonly answer: WechatAnswer | undefined;
}

export interface WechatWorld {
  readonly app: WechatApp;
  readonly tokens: TokenBook;
  readonly couponPut: CouponPut;
  readonly codes: PluginCodes;
  readonly faults: WechatFaults;
  readonly calls: WechatCall[];
}

type Answer = (world: WechatWorld, body: unknown) => WechatAnswer;

/** Calls that carry a token. */
const routes: Readonly<Record<string, Answer>> = {
  '/bizwifi/couponput/set': ({ couponPut }, body) => couponPut.set(body),
  '/bizwifi/couponput/get': ({ couponPut }, body) => couponPut.get(body),
  '/wxa/getpluginopenpid': ({ codes }, body) => codes.use(body),
};

/** Not WeChat's: what a phone does by wx.pluginLogin, for whoever plays one from another process. */
export const phoneLogin = '/simulator/plugin-login';

export async function handleWechat(
  world: WechatWorld,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://simulator');
  const source = await text(request);
  const body = parse(source);
  const fault = world.faults.next(path);
  if (fault !== undefined && fault.kind !== 'drop') {
    world.calls.push({ path, body, answer: undefined });
    return sendFault(fault, response, `${decodeURIComponent(request.url ?? '')} ${source}`);
  }
  const answer =
    request.method === 'POST' ? route(world, path, searchParams.get('access_token'), body) : answerOf(43002);
  world.calls.push({ path, body, answer });
  if (fault !== undefined) return void request.socket.destroy();
  sendJson(response, 200, answer);
}

function route(world: WechatWorld, path: string, token: string | null, body: unknown): WechatAnswer {
  if (path === '/cgi-bin/stable_token') return stableToken(world, body);
  if (path === phoneLogin) return login(world, body);
  const call = routes[path];
  if (call === undefined) return answerOf(40066);
  const refusal = world.tokens.refusal(token);
  if (refusal !== undefined) return answerOf(refusal);
  return body === undefined ? answerOf(47001) : call(world, body);
}

function login({ codes }: WechatWorld, body: unknown): WechatAnswer {
  const { openpid } = (body ?? {}) as { openpid?: unknown };
  if (typeof openpid !== 'string' || openpid === '') return answerOf(47001);
  return answerOf(0, { code: codes.issue(openpid) });
}

function stableToken({ app, tokens }: WechatWorld, body: unknown): WechatAnswer {
  const { grant_type, appid, secret, force_refresh } = (body ?? {}) as Record<string, unknown>;
  if (grant_type !== 'client_credential') return answerOf(40002);
  if (appid !== app.appId) return answerOf(40013);
  if (secret !== app.secret) return answerOf(40125);
  return tokens.issue(force_refresh === true);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
