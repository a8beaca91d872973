// What those who run the server ask it: is it alive, should it get requests, and what has it been doing.
import { Router } from 'express';
import type { Health } from '../ops/health.ts';
import type { Metrics } from '../ops/metrics.ts';
import { sendJson } from './steps/send-json.ts';

export function operationsRouter({ health, metrics }: { health: Health; metrics: Metrics }): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    sendJson(response, 200, { live: health.live() });
  });
  router.get('/readyz', async (_request, response) => {
    const readiness = await health.ready();
    sendJson(response, readiness.ready ? 200 : 503, readiness);
  });
  router.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics.render();
    response.setHeader('Content-Type', contentType);
    response.end(body);
  });
  return router;
}
