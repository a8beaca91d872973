// The preview's server. What it shows is compiled when somebody first looks: whoever only starts a demo does not wait for it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sentenceOf } from '../../../server/sentence.ts';
import { type Listening, listenOn } from '../../simulator/listening.ts';
import type { Phones } from '../harness/serve/phones.ts';

export interface PreviewOptions {
  readonly port: number;
  /** The demo's server, and the WeChat that it plays. */
  readonly serverUrl: string;
  readonly wechatUrl: () => string | undefined;
}

export async function startPreview(options: PreviewOptions): Promise<Listening> {
  let phones: Promise<Phones> | undefined;
  const opened = () => {
    phones ??= import('./phones.ts').then(({ previewPhones }) => previewPhones(options));
    return phones;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      (await opened()).answer(request, response);
    } catch (error) {
      // Whoever mends it tries again, and need not start again.
      phones = undefined;
      response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(
        `The preview could not be made. It needs the development dependencies (npm ci).\n${sentenceOf(error)}\n`,
      );
    }
  }

  const { close, ...listening } = await listenOn(answer, options.port);
  return {
    ...listening,
    async close() {
      await close();
      await phones?.then((those) => those.close()).catch(() => undefined);
    },
  };
}
