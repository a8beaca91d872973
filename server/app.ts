// Mounts the ways in.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { SpError, spAnswer } from '../shared/sp/codes.ts';
import { merchantWay } from './api/merchant/routes.ts';
import { operationsWay } from './api/operations.ts';
import type { PluginLogin } from './api/plugin/deps.ts';
import { pluginWay } from './api/plugin/routes.ts';
import { spWay } from './api/sp/routes.ts';
import { remoteAddress, type TrustProxy } from './api/steps/remote-address.ts';
import { sendJson } from './api/steps/send-json.ts';
import type { WayIn } from './api/steps/way-in.ts';
import type { Context } from './context.ts';

export function createApp(context: Context): RequestListener {
  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', false);
  app.set('trust proxy', context.settings.trustProxy);
  const ways = waysIn(context, app.get('trust proxy fn'));
  const routes = ways.flatMap((way) => way.routes);
  for (const { method, path, answer } of routes) app[method === 'GET' ? 'get' : 'post'](path, answer);
  app.use(({ path }: Request, response: Response) => {
    const way = ways.find(({ elsewhere }) => elsewhere?.below.some((base) => isBelow(path, base)));
    const isPath = routes.some((route) => route.path === path);
    if (way?.elsewhere === undefined) nothingHere(response, 404);
    else way.elsewhere.refuse(response, isPath);
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    // Express refuses a URL that it cannot decode before any route sees it.
    if (error instanceof URIError) nothingHere(response, 400);
    else unforeseen(error, response);
  });

  function unforeseen(error: unknown, response: ServerResponse): void {
    context.log.error({ err: error }, 'a request failed in a way that nobody foresaw');
    sendJson(response, 500, spAnswer.error(new SpError('systemError')));
  }

  const calls = new Map(
    routes.flatMap(({ method, path, answer }) => (method === 'POST' ? [[path, answer]] : [])),
  );
  return (request, response) => {
    // The usual call is taken past Express: that spares a claim its way through the router, and request and response a
    // change of prototype, which makes Node's own code slower with them. Anything else about the URL is for Express to read;
    // what not even Express can read comes back past every route.
    const call = request.method === 'POST' ? calls.get(request.url ?? '') : undefined;
    if (call === undefined) app(request as Request, response as Response, () => nothingHere(response, 404));
    else call(request, response).catch((error: unknown) => unforeseen(error, response));
  };
}

/** Everything that can be asked of the server. */
export function waysIn(context: Context, trustProxy: TrustProxy): readonly WayIn[] {
  const deps = { ...context, remoteOf: (request: IncomingMessage) => remoteAddress(request, trustProxy) };
  return [
    spWay(deps),
    merchantWay(deps),
    pluginWay({ ...deps, login: pluginLogin(context) }),
    operationsWay(context),
  ];
}

const isBelow = (path: string, base: string): boolean => path === base || path.startsWith(`${base}/`);

function nothingHere(response: ServerResponse, http: 400 | 404): void {
  sendJson(response, http, spAnswer.error(new SpError('wrongUrl')));
}

/** Who WeChat says is there. @throws when WeChat cannot be asked: it is off, or does not answer as it should */
function pluginLogin({ pluginWechat }: Context): PluginLogin {
  return async (code) => {
    if (pluginWechat === undefined)
      throw new Error('PLUGIN_APP_ID is not set: nobody can sign in to the plugin');
    const login = await pluginWechat.pluginOpenpid(code);
    if (login.kind === 'failed') throw new Error(`WeChat cannot say who is there: ${login.problem.kind}`);
    return login.kind === 'known' ? login.openpid : undefined;
  };
}
