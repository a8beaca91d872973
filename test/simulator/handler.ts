// Every request of the simulator: callbacks by the end of their path, its own paths by name, anything else refused in words.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../../server/api/steps/send-json.ts';
import { SpError, spAnswer } from '../../shared/sp/codes.ts';
import { answerCallback, type CallbackDeps } from './callback.ts';
import { type InspectDeps, inspectPaths } from './inspect.ts';
import { callbackAt } from './paths.ts';

export interface HandlerDeps extends Omit<CallbackDeps, 'faults'>, InspectDeps {
  readonly closing: AbortSignal;
  /** Told what nobody foresaw. */
  readonly complain: (error: unknown) => void;
}

export interface SimulatorHandler {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Resolves when no request is being worked on. */
  idle(): Promise<unknown>;
}

export function simulatorHandler(deps: HandlerDeps): SimulatorHandler {
  const running = new Set<Promise<void>>();
  return {
    handle(request, response) {
      const work = answer(deps, request, response).finally(() => running.delete(work));
      running.add(work);
    },
    idle: () => Promise.all(running),
  };
}

async function answer(deps: HandlerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(deps, request, response);
  } catch (error) {
    if (deps.closing.aborted) return void request.socket.destroy();
    const known = error instanceof SpError ? error : undefined;
    if (known === undefined) deps.complain(error);
    const wrong = known ?? new SpError('systemError');
    sendJson(response, wrong.http, spAnswer.error(wrong));
  }
}

async function route(deps: HandlerDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const [path = '', search] = url.split('?', 2);
  const callback = callbackAt(path);
  if (callback !== undefined) {
    if (method !== 'POST') throw new SpError('wrongMethod');
    return answerCallback({ ...deps, faults: deps.faults() }, callback, request, response);
  }
  const own = inspectPaths[path];
  if (own === undefined) throw new SpError('wrongUrl');
  const visit = own[method];
  if (visit === undefined) throw new SpError('wrongMethod', `use ${Object.keys(own).join(' or ')}`);
  return visit({ deps, query: new URLSearchParams(search), request, response });
}
