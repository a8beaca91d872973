// A page for people: a phone with the demo host and the plugin in it, and a till beside it, at the demo's server.
import { sampleHostAppId } from '../../server/demo/sample.ts';
import { sentenceOf } from '../../server/sentence.ts';
import { loadEnvFile, readSettings } from '../../server/settings/settings.ts';
import { compileProgram } from './harness/compile/program.ts';
import { type PhoneServerOptions, startPhoneServer } from './harness/serve/phone-server.ts';
import { findDemo } from './preview/demo.ts';
import { stageRoutes } from './preview/stage.ts';
import { newPreviewTill } from './preview/till.ts';

const repository = process.cwd();

try {
  loadEnvFile();
  await preview(readSettings(process.env));
} catch (error) {
  process.stderr.write(`The preview could not start:\n${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

/** Lives until it is told to stop, and the demo with it, if it was not there before. */
async function preview({ port, dataDir }: ReturnType<typeof readSettings>): Promise<void> {
  const program = await compileProgram(repository, sampleHostAppId);
  const demo = await findDemo({ port, dataDir });
  const options = {
    repository,
    program,
    host: { appId: sampleHostAppId },
    serverUrl: demo.url,
    loginCode: demo.loginCode,
    more: await stageRoutes(repository, newPreviewTill(demo.url)),
  };
  const server = await startNear(options, port + 2);
  console.log(`\n  preview     ${server.url}            the plugin on a phone, with a till beside it\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, async () => {
      await server.close();
      await demo.stop();
    });
}

/** The server has this port's neighbours; where it is taken, any other. */
function startNear(options: PhoneServerOptions, port: number) {
  return startPhoneServer({ ...options, port }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startPhoneServer(options);
  });
}
