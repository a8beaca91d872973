// Signed claims as they come over the wire, each by another user.
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { sampleCredential } from '../../../server/demo/sample.ts';
import { signedBody } from '../../../shared/sp/signed-body.ts';
import { stockIdOf } from '../stores/stock-ids.ts';
import type { LoadOrder } from './order.ts';

/** Request ids and users are random, as real ones are: sequential keys flatter a B-tree threefold. */
export function claimRequests({ requests, path, stocks = 1 }: LoadOrder): Buffer[] {
  const credential = { ...sampleCredential, scheme: 'md5-suffix' as const };
  return Array.from({ length: requests }, () => {
    const parameters = {
      app_channel_id: 1,
      user_code: randomBytes(14).toString('hex'),
      stock_id: stockIdOf(randomInt(stocks)),
      request_id: randomBytes(16).toString('hex'),
      extra: 'extra info',
    };
    const nonce = String(randomInt(1e9));
    const body = signedBody(credential, parameters, { seqId: randomUUID(), now: Date.now(), nonce });
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
