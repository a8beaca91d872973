// What the preview serves besides the phone: the page around it, and the till's one call.
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { PreviewTill } from './till.ts';

const folder = 'test/browser/preview/stage';

export async function stageRoutes(
  repository: string,
  till: PreviewTill,
): Promise<(path: string, request: IncomingMessage, response: ServerResponse) => boolean> {
  const place = join(repository, folder);
  const { outputFiles } = await build({
    entryPoints: [join(place, 'main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    charset: 'utf8',
  });
  const files: Readonly<Record<string, readonly [type: string, body: string]>> = {
    '/': ['text/html', readFileSync(join(place, 'stage.html'), 'utf8')],
    '/stage.css': ['text/css', readFileSync(join(place, 'stage.css'), 'utf8')],
    '/stage.js': ['text/javascript', outputFiles[0]?.text ?? ''],
  };
  return (path, request, response) => {
    const file = files[path];
    if (file !== undefined) {
      response.setHeader('content-type', `${file[0]}; charset=utf-8`);
      response.end(file[1]);
    } else if (path === '/till') void redeem(till, request, response);
    return file !== undefined || path === '/till';
  };
}

async function redeem(till: PreviewTill, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { code } = (await json(request)) as { code: string };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(await till(code)));
}
