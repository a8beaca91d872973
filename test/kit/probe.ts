// Single calls from outside while something is going on, each with what it was answered and how long that took.
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import { httpPost, httpSend } from './http.ts';
import { type Parameters, signedCall } from './signed.ts';

export interface Probe {
  readonly status: number;
  /** Of the protocol; undefined where the body has none. */
  readonly code: number | undefined;
  /** The body as it came. */
  readonly text: string;
  readonly ms: number;
}

/** A claim, signed. */
export function probeClaim(url: string, parameters: Parameters): Promise<Probe> {
  const body = signedCall({ app_channel_id: 1, ...parameters });
  return timedAnswer(httpPost(url + spInterfaces['coupon.receive'].path, body));
}

export const probeReady = (url: string): Promise<Probe> => timedAnswer(httpSend('GET', `${url}/readyz`));

async function timedAnswer(answering: ReturnType<typeof httpPost>): Promise<Probe> {
  const startedAt = performance.now();
  const { status, json, text } = await answering;
  return { status, code: json?.code, text, ms: performance.now() - startedAt };
}
