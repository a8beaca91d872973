// More callers than a server can serve at once, who never wait: each asks again as soon as it is answered, and who was turned away asks for
// the same once more, as 出行服务 does.
import { randomUUID } from 'node:crypto';
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import type { SpCredential } from '../../shared/sp/signed-body.ts';
import { signedCall } from '../kit/signed.ts';
import { type Answer, isAnswer, openLine } from './line.ts';

/** What the callers were told. */
export interface Tally {
  /** request_id → coupon_id. */
  readonly claimed: Map<string, string>;
  /** Turned away, and not served since. */
  readonly turnedAway: Set<string>;
  refusals: number;
  /** Everything that the protocol does not promise, in words. */
  readonly wrong: string[];
}

export const newTally = (): Tally => ({
  claimed: new Map(),
  turnedAway: new Set(),
  refusals: 0,
  wrong: [],
});

export interface CrowdOptions {
  readonly port: number;
  readonly callers: number;
  readonly stockId: string;
  readonly tally: Tally;
  /** Asked before each request whether there is to be another. */
  readonly goesOn: () => boolean;
  /** Whom they sign as. */
  readonly credential?: () => SpCredential;
}

const { path } = spInterfaces['coupon.receive'];

/** Resolves when nobody goes on, or nobody listens. */
export async function crowd({
  port,
  callers,
  stockId,
  tally,
  goesOn,
  credential,
}: CrowdOptions): Promise<void> {
  async function call(): Promise<void> {
    const line = openLine(port);
    let requestId = newRequestId();
    while (goesOn()) {
      const claim = { app_channel_id: 1, stock_id: stockId, user_code: requestId, request_id: requestId };
      const reply = await line.post(path, signedCall(claim, credential && { credential: credential() }));
      if (reply === 'nobody') break;
      if (!isAnswer(reply)) tally.wrong.push(reply.broken);
      else note(tally, requestId, reply);
      if (!tally.turnedAway.has(requestId)) requestId = newRequestId();
    }
    line.hangUp();
  }
  await Promise.all(Array.from({ length: callers }, call));
}

const newRequestId = () => randomUUID().replaceAll('-', '');

function note(tally: Tally, requestId: string, { status, head, body }: Answer): void {
  const { code, data } = JSON.parse(body) as { code: number; data?: { coupon_id: string } };
  if (status === 200 && code === 0 && data !== undefined) {
    tally.claimed.set(requestId, data.coupon_id);
    tally.turnedAway.delete(requestId);
  } else if (status === 503 && code === 400101 && /^retry-after: \d+$/im.test(head)) {
    tally.refusals += 1;
    tally.turnedAway.add(requestId);
  } else tally.wrong.push(`${status} ${body}`);
}
