// WeChat's side of the calls that we make: access tokens, cards on Wi-Fi pages, plugin logins; strict about all of them.
import type { RequestListener } from 'node:http';
import { listenOn } from '../listening.ts';
import { createCouponPut, type SimulatedCard } from './couponput.ts';
import { createWechatFaults, type WechatFault } from './faults.ts';
import { handleWechat, type WechatApp, type WechatCall } from './handler.ts';
import { createPluginCodes } from './plugin-codes.ts';
import { createTokenBook } from './tokens.ts';

export interface WechatSimulatorOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly app: WechatApp;
  readonly cards?: readonly SimulatedCard[];
  /** Besides 0, which stands for all of them. */
  readonly shops?: readonly number[];
  readonly spelling?: 'table' | 'sample';
  readonly now?: () => number;
}

export interface WechatSimulator {
  readonly url: string;
  /** Every call, the latest last. */
  readonly calls: readonly WechatCall[];
  /** How often a token was asked for. */
  readonly tokenCounts: { readonly asked: number; readonly forced: number };
  /** Ends the present token before its time. */
  revokeToken(): void;
  /** Lets WeChat's clock run ahead of the one it was given. */
  advance(ms: number): void;
  fail(fault: WechatFault): void;
  /** As if a user had logged in in the plugin. @returns the code */
  issueCode(openpid: string): string;
  /** Cuts every connection. Closing twice is closing once. */
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. @throws when the port is taken */
export async function startWechatSimulator(options: WechatSimulatorOptions): Promise<WechatSimulator> {
  const { port, app, cards = [], shops = [], spelling = 'sample', now: clock = Date.now } = options;
  let aheadMs = 0;
  const now = () => clock() + aheadMs;
  const tokens = createTokenBook(now);
  const codes = createPluginCodes(now);
  const faults = createWechatFaults();
  const calls: WechatCall[] = [];
  const world = {
    app,
    tokens,
    codes,
    faults,
    calls,
    couponPut: createCouponPut({ cards, shops, spelling, now }),
  };
  const answer: RequestListener = (request, response) => {
    // A caller that gave up in the middle of its body is nobody to answer.
    handleWechat(world, request, response).catch(() => request.socket.destroy());
  };
  const { url, close } = await listenOn(answer, port);
  return {
    url,
    calls,
    tokenCounts: tokens.counts,
    revokeToken: tokens.revoke,
    advance(ms) {
      aheadMs += ms;
    },
    fail: faults.plan,
    issueCode: codes.issue,
    close,
  };
}
