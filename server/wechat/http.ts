// One POST to WeChat with a bound on everything: time, size, and no redirects. The URL holds a token, so no message repeats it.
import { failed, type WechatResult } from '../domain/wechat.ts';

const answerLimit = 64 * 1024;

/** The JSON text that was answered. Never rejects. @param timeoutMs for the whole call, to the last byte of the answer */
export async function postJson(url: URL, body: unknown, timeoutMs: number): Promise<WechatResult<string>> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readBounded(response);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'TimeoutError')
      return failed({ kind: 'unanswered', message: `no answer within ${timeoutMs} ms` });
    const kind = neverSent.test(code) ? 'unreachable' : 'unanswered';
    return failed({ kind, message: `the connection failed: ${code}` });
  }
}

async function readBounded(response: Response): Promise<WechatResult<string>> {
  const garbled = (message: string) => failed({ kind: 'garbled', message });
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop cancels the rest of the answer.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > answerLimit) return garbled(`the answer is longer than ${answerLimit / 1024} KB`);
  }
  if (response.status !== 200) return garbled(`HTTP ${response.status}`);
  return { ok: true, value: Buffer.concat(chunks).toString('utf8') };
}

/** No connection, or no handshake: not a byte of the request has left. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS.*|ERR_SSL.*|SELF_SIGNED.*|DEPTH_ZERO.*|UNABLE_TO_.*)$/;

/** Messages of errors quote what they failed at; their codes do not. The innermost cause knows best. */
function codeOf(error: unknown): string {
  const { cause, errors, code, name } = (error ?? {}) as Partial<NodeJS.ErrnoException & AggregateError>;
  const inner = cause ?? errors?.[0];
  if (inner !== undefined) return codeOf(inner);
  return typeof code === 'string' ? code : (name ?? 'unknown');
}
