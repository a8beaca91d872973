// A server with the one fault that callbacks over a bad network must never hide: a connection that is reset counts as a confirmation.
// Everything else is the real thing.
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import { serve } from '../kit/faulty/serve.ts';

const { request } = http;
http.request = ((...given: Parameters<typeof request>) => hopeful(request(...given))) as typeof request;
syncBuiltinESMExports();

function hopeful(call: ClientRequest): ClientRequest {
  const emit = call.emit.bind(call);
  call.emit = (name: string | symbol, ...details: unknown[]) => {
    const [error] = details as { code?: string }[];
    return name === 'error' && error?.code === 'ECONNRESET'
      ? emit('response', confirmation())
      : emit(name as 'error', ...(details as [Error]));
  };
  return call;
}

const confirmation = () =>
  Object.assign(Readable.from([Buffer.from('{"code":0,"message":""}')]), {
    statusCode: 200,
  }) as unknown as IncomingMessage;

await serve();
