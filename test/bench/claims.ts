// Signed claims as they come over the wire, each by another user.
import { randomBytes, randomUUID } from 'node:crypto';
import { sampleCredential } from '../../server/demo/sample.ts';
import { signedBody } from '../../shared/sp/signed-body.ts';

export const benchStockId = 'bench';

/** Request ids and users are random, as real ones are: sequential keys flatter a B-tree threefold. */
export function claimRequests(count: number, path: string): Buffer[] {
  const credential = { ...sampleCredential, scheme: 'md5-suffix' as const };
  return Array.from({ length: count }, () => {
    const parameters = {
      app_channel_id: 1,
      user_code: randomBytes(14).toString('hex'),
      stock_id: benchStockId,
      request_id: randomBytes(16).toString('hex'),
      extra: 'extra info',
    };
    const nonce = String(Math.floor(Math.random() * 1e9));
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
