// What those who run the server ask it: is it alive, should it get requests, and what has it been doing.
import type { Health } from '../ops/health.ts';
import type { Metrics } from '../ops/metrics.ts';
import { sendJson } from './steps/send-json.ts';
import type { Answer, Route, WayIn } from './steps/way-in.ts';

export function operationsWay({ health, metrics }: { health: Health; metrics: Metrics }): WayIn {
  return {
    routes: [
      route('/livez', async (_request, response) => {
        sendJson(response, 200, { live: health.live() });
      }),
      route('/readyz', async (_request, response) => {
        const readiness = await health.ready();
        sendJson(response, readiness.ready ? 200 : 503, readiness);
      }),
      route('/metrics', async (_request, response) => {
        const { contentType, body } = await metrics.render();
        response.setHeader('Content-Type', contentType);
        response.end(body);
      }),
    ],
  };
}

const route = (path: string, answer: Answer): Route => ({
  method: 'GET',
  path,
  audience: 'operator',
  answer,
});
