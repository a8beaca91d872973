// Mounts the ways in.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { SpError, spAnswer } from '../shared/sp/codes.ts';
import { addMerchantRoutes, createMerchantCalls } from './api/merchant/routes.ts';
import { operationsRouter } from './api/operations.ts';
import type { PluginLogin } from './api/plugin/deps.ts';
import { addPluginRoutes, createPluginCalls } from './api/plugin/routes.ts';
import { addSpRoutes, createSpCalls } from './api/sp/routes.ts';
import { remoteAddress, type TrustProxy } from './api/steps/remote-address.ts';
import { sendJson } from './api/steps/send-json.ts';
import type { Context } from './context.ts';

export function createApp(context: Context): RequestListener {
  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', false);
  app.set('trust proxy', context.settings.trustProxy);
  const trustProxy: TrustProxy = app.get('trust proxy fn');
  const deps = { ...context, remoteOf: (request: IncomingMessage) => remoteAddress(request, trustProxy) };
  const spCalls = createSpCalls(deps);
  addSpRoutes(app, spCalls, context);
  const merchantCalls = createMerchantCalls(deps);
  addMerchantRoutes(app, merchantCalls, context);
  const pluginCalls = createPluginCalls({ ...deps, login: pluginLogin(context) });
  addPluginRoutes(app, pluginCalls);
  const calls = new Map([...spCalls, ...merchantCalls, ...pluginCalls]);
  app.use(operationsRouter(context));
  app.use((_request: Request, response: Response) => {
    sendJson(response, 404, spAnswer.error(new SpError('wrongUrl')));
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    // Express refuses a URL that it cannot decode before any route sees it.
    if (error instanceof URIError) sendJson(response, 400, spAnswer.error(new SpError('wrongUrl')));
    else unforeseen(error, response);
  });

  function unforeseen(error: unknown, response: ServerResponse): void {
    context.log.error({ err: error }, 'a request failed in a way that nobody foresaw');
    sendJson(response, 500, spAnswer.error(new SpError('systemError')));
  }

  return (request, response) => {
    // The usual call is taken past Express: that spares a claim its way through the router, and request and response a
    // change of prototype, which makes Node's own code slower with them. Anything else about the URL is for Express to read.
    const call = request.method === 'POST' ? calls.get(request.url ?? '') : undefined;
    if (call === undefined) app(request, response);
    else call(request, response).catch((error: unknown) => unforeseen(error, response));
  };
}

/** Who WeChat says is there. @throws when WeChat cannot be asked: it is off, or does not answer as it should */
function pluginLogin({ wechat }: Context): PluginLogin {
  return async (code) => {
    if (wechat === undefined) throw new Error('WECHAT_APP_ID is not set: nobody can sign in to the plugin');
    const login = await wechat.pluginOpenpid(code);
    if (login.kind === 'failed') throw new Error(`WeChat cannot say who is there: ${login.problem.kind}`);
    return login.kind === 'known' ? login.openpid : undefined;
  };
}
