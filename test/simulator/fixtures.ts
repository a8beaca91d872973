// For the tests of the simulator: one started anew for each test, our own messages to send it, and a client that says
// how a connection ended.
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Coupon } from '../../server/domain/coupon.ts';
import { couponStatusView, couponView, stockStatusView, stockView } from '../../server/domain/views.ts';
import { type OutboundName, spInterfaces } from '../../shared/sp/interfaces.ts';
import { signedBody } from '../../shared/sp/signed-body.ts';
import { formatTime } from '../../shared/sp/times.ts';
import { aCoupon, aStock, dayMs } from '../kit/builders.ts';
import { sampleCredential, sampleTimestamp } from '../shared/sp/samples.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

export type Start = (options?: Partial<SimulatorOptions>) => Promise<Simulator>;

/** Starts simulators whose clock stands at the samples' time, and closes them after the test. */
export function useSimulators(): Start {
  const started: Simulator[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((simulator) => simulator.close()));
  });
  return async (options = {}) => {
    const simulator = await startSimulator({
      port: 0,
      credentials: [sampleCredential],
      now: () => sampleTimestamp,
      ...options,
    });
    started.push(simulator);
    return simulator;
  };
}

/** A path for a file that is gone after the test. */
export function useStateFile(): () => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    folders.push(folder);
    return join(folder, 'state.jsonl');
  };
}

const validity = { beginAt: sampleTimestamp, endAt: sampleTimestamp + dayMs };

const stock = aStock({
  ...validity,
  tenantId: 't1',
  couponDesc: '消费满100元可用,仅限深圳使用',
  maxCoupons: 20_000,
  createdAt: sampleTimestamp,
});

const coupon = aCoupon({
  ...validity,
  couponId: '1572355050',
  tenantId: 't1',
  requestId: undefined,
  source: 'issue',
  receiveAt: sampleTimestamp,
});

/** What our own server sends: its views, and what its deliveries add to them. */
export const ourMessages = {
  'stock.rsync': stockView(stock, { cutToPrice: 'refuse' }),
  'coupon.rsync': { ...couponView(coupon, stock, { cutToPrice: 'refuse' }), mobile_phone: '13911112222' },
  'stock.status.rsync': stockStatusView({ ...stock, status: 5 }),
  'coupon.status.rsync': usedAt(sampleTimestamp + 1),
} as const satisfies Record<OutboundName, object>;

export function usedAt(at: number) {
  const used: Coupon = { ...coupon, status: 2, usedAt: at };
  return { ...couponStatusView(used, stock), event_time: formatTime(at), mobile_phone: '13911112222' };
}

export function restoredAt(at: number) {
  return { ...couponStatusView(coupon, stock), event_time: formatTime(at) };
}

export interface Ended {
  readonly status?: number | undefined;
  readonly text?: string;
  /** How the connection failed, where it did. */
  readonly failed?: string | undefined;
}

/** The callback in `text` as it stands, below a base path as Tencent's has one. */
export function post(simulator: Simulator, name: OutboundName, text: string, signal?: AbortSignal) {
  return call(`${simulator.url}/openplatform/api/v1/coupon${spInterfaces[name].path}`, 'POST', text, signal);
}

/** A callback signed as it should be. */
export function send(simulator: Simulator, name: OutboundName, message: object = ourMessages[name]) {
  return post(simulator, name, bodyOf(message));
}

export function bodyOf(message: object, now = sampleTimestamp): string {
  return signedBody(sampleCredential, message, { seqId: 'seq', now, nonce: '157234207' });
}

export function call(url: string, method = 'GET', body = '', signal?: AbortSignal): Promise<Ended> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method, agent: false, ...(signal && { signal }) }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => resolve({ failed: error.code }));
    outgoing.end(body);
  });
}

/** An answer as callers compare it. */
export function answered(code: number, message: string, status = 200): Ended {
  return { status, text: JSON.stringify({ code, message }) };
}

export const successful = answered(0, 'successful');
