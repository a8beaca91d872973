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

/**
 * Not async, and listeners rather than `for await`: this runs for every claim, and one promise is all that it needs.
 * @throws BodyError when the body is too large, encoded, cut off or not UTF-8.
 */
export function readBody(request: IncomingMessage): Promise<string> {
  const { 'content-encoding': encoding, 'content-length': length } = request.headers;
  if (encoding !== undefined && encoding !== 'identity') {
    return Promise.reject(new BodyError(400, 'body: content-encoding is not supported'));
  }
  if (Number(length) > maxBodyBytes) return Promise.reject(tooLarge(request));
  return collect(request, Number(length));
}

/** @param announced how long the body is, where the caller says so; NaN where not */
function collect(request: IncomingMessage, announced: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let whole = false;
    const finish = (bytes: Buffer): void => {
      if (isUtf8(bytes)) resolve(bytes.toString('utf8'));
      else reject(new BodyError(400, 'body: is not UTF-8'));
    };
    request.on('data', function take(chunk: Buffer) {
      // Nearly every body is one chunk, and then there is nothing to wait for.
      whole = chunk.length === announced;
      if (whole) return finish(chunk);
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBodyBytes) return;
      request.off('data', take);
      reject(tooLarge(request));
    });
    request.on('end', () => {
      if (!whole) finish(Buffer.concat(chunks));
    });
    request.on('error', () => reject(new BodyError(400, 'body: ended early')));
  });
}

/** The rest is read and thrown away for as long as a request may take, so that the caller gets the answer instead of a reset. */
function tooLarge(request: IncomingMessage): BodyError {
  request.resume();
  return new BodyError(413, `body: is larger than ${maxBodyBytes} bytes`);
}
