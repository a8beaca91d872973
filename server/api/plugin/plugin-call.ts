// The way of every call of the plugin's, step by step: body → parameters → session → its turn → use case → answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Language, PluginError } from '../../../shared/plugin/errors.ts';
import { type PluginInterfaceName, pluginInterfaces } from '../../../shared/plugin/interfaces.ts';
import { type PluginSession, pluginSessionOf } from '../../usecase/plugin-session.ts';
import { brief } from '../steps/brief.ts';
import { readBody } from '../steps/raw-body.ts';
import { sendJson } from '../steps/send-json.ts';
import type { AnyoneHandle, PluginCall, SessionHandle } from './call.ts';
import type { PluginDeps } from './deps.ts';
import { failureOf } from './error-answer.ts';
import { handlers } from './handlers.ts';

type AnyCall = PluginCall<PluginInterfaceName>;

export function pluginCall(
  deps: PluginDeps,
  name: PluginInterfaceName,
): (http: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (http, response) => {
    const startedAt = performance.now();
    let language: Language = 'zh';
    let result = 'ok';
    try {
      const text = await readBody(http);
      const request = readRequest(name, text);
      language = request.language;
      const gone = goneWith(response);
      sendJson(response, 200, { ok: true, data: await work(deps, name, { request, http, gone }) });
    } catch (error) {
      const { http: status, failure } = failureOf(deps, response, error, language);
      result = failure.code;
      const { code, reference } = failure;
      deps.log.info(
        { interface: name, code, detail: failure.detail, reference, remote: brief(deps.remoteOf(http)) },
        'plugin call refused',
      );
      sendJson(response, status, { ok: false, error: failure });
    }
    deps.metrics.requests.labels(`plugin.${name}`, result).inc();
    // A watch takes as long as nothing happens.
    if (name !== 'watch')
      deps.metrics.requestSeconds.labels(`plugin.${name}`).observe((performance.now() - startedAt) / 1000);
  };
}

async function work(deps: PluginDeps, name: PluginInterfaceName, call: AnyCall): Promise<object> {
  // The table's row for the name made this request, and its handler is for it; the compiler cannot follow the index.
  if (pluginInterfaces[name].audience === 'public') {
    if (!deps.rates.public.take(String(deps.remoteOf(call.http)))) throw new PluginError('tooManyRequests');
    return (handlers[name] as AnyoneHandle<PluginInterfaceName>)(deps, call as never);
  }
  const session = await sessionOf(deps, call.http);
  if (!deps.rates.user.take(session.tokenHash)) throw new PluginError('tooManyRequests');
  return (handlers[name] as SessionHandle<PluginInterfaceName>)(deps, call as never, session);
}

async function sessionOf({ useCases }: PluginDeps, { headers }: IncomingMessage): Promise<PluginSession> {
  const [, token] = /^Bearer ([\w-]{43})$/.exec(headers.authorization ?? '') ?? [];
  const session = token === undefined ? undefined : await pluginSessionOf(useCases, token);
  if (session === undefined) throw new PluginError('sessionOver');
  return session;
}

function readRequest(name: PluginInterfaceName, text: string): AnyCall['request'] {
  const parsed = pluginInterfaces[name].request.safeParse(parseJson(text));
  if (!parsed.success) throw new PluginError('badRequest');
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PluginError('badRequest');
  }
}

function goneWith(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}
