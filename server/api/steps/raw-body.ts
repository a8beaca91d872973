// Step 1 of a signed call: the body as bytes, no more of them than allowed, and as text that is really UTF-8.
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** More than any message of ours needs (sp §4). */
const maxBodyBytes = 16 * 1024;

export class BodyError extends Error {
  override readonly name = 'BodyError';
  readonly http: 400 | 413;

  constructor(http: 400 | 413, message: string) {
    super(message);
    this.http = http;
  }
}

/** @throws BodyError when the body is too large, encoded, cut off or not UTF-8. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new BodyError(400, 'body: content-encoding is not supported');
  }
  if (Number(request.headers['content-length']) > maxBodyBytes) throw tooLarge(request);
  const bytes = await collect(request);
  if (!isUtf8(bytes)) throw new BodyError(400, 'body: is not UTF-8');
  return bytes.toString('utf8');
}

// Listeners rather than `for await`: on the hot path a body is one chunk, and an async iterator costs more than all the rest.
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', function take(chunk: Buffer) {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBodyBytes) return;
      request.off('data', take);
      reject(tooLarge(request));
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => reject(new BodyError(400, 'body: ended early')));
  });
}

/** The rest is read and thrown away for as long as a request may take, so that the caller gets the answer instead of a reset. */
function tooLarge(request: IncomingMessage): BodyError {
  request.resume();
  return new BodyError(413, `body: is larger than ${maxBodyBytes} bytes`);
}
