// The preview beside the demo that runs, or with a demo of its own: what somebody who changes the plugin starts again and again.
import { orAnyPort } from '../../server/demo/any-port.ts';
import { sentenceOf } from '../../server/sentence.ts';
import { loadEnvFile, readSettings } from '../../server/settings/settings.ts';
import { findDemo } from './preview/demo.ts';
import { startPreview } from './preview/serve.ts';

try {
  loadEnvFile();
  await preview(readSettings(process.env));
} catch (error) {
  process.stderr.write(`The preview could not start:\n${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/** Lives until it is told to stop, and the demo with it, if it was not there before. */
async function preview({ port, previewPort = 0, dataDir }: ReturnType<typeof readSettings>): Promise<void> {
  const demo = await findDemo({ port, dataDir });
  const options = { serverUrl: demo.url, wechatUrl: demo.wechatUrl };
  // Beside a demo that shows one already, it takes another port.
  const server = await orAnyPort((free) => startPreview({ ...options, port: free }), previewPort);
  console.log(`\n  preview     ${server.url}            the plugin on a phone, with a till beside it\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await server.close();
      await demo.stop();
    });
}
