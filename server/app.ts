// Mounts the ways in.
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { SpError, spAnswer } from '../shared/sp/codes.ts';
import { operationsRouter } from './api/operations.ts';
import { addSpRoutes } from './api/sp/routes.ts';
import { sendJson } from './api/steps/send-json.ts';
import type { Context } from './context.ts';

export function createApp(context: Context): Express {
  const app = express();
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', false);
  app.set('trust proxy', context.settings.trustProxy);
  addSpRoutes(app, context);
  app.use(operationsRouter(context));
  app.use((_request: Request, response: Response) => {
    sendJson(response, 404, spAnswer.error(new SpError('wrongUrl')));
  });
  app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    // Express refuses a URL that it cannot decode before any route sees it.
    if (error instanceof URIError) {
      sendJson(response, 400, spAnswer.error(new SpError('wrongUrl')));
      return;
    }
    context.log.error({ err: error }, 'a request failed in a way that nobody foresaw');
    sendJson(response, 500, spAnswer.error(new SpError('systemError')));
  });
  return app;
}
