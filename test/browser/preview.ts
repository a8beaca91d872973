// A page for people: a phone with the demo host and the plugin in it, and a till beside it, at the demo's server.

import { sampleHostAppId } from '../../server/demo/sample.ts';
import { loadEnvFile, readSettings } from '../../server/settings/settings.ts';
import { compileProgram } from './harness/compile/program.ts';
import { type PhoneServer, startPhoneServer } from './harness/serve/phone-server.ts';
import { findDemo } from './preview/demo.ts';
import { stageRoutes } from './preview/stage.ts';
import { newPreviewTill } from './preview/till.ts';

loadEnvFile();
const { port: serverPort, dataDir } = readSettings(process.env);
const demo = await findDemo({ port: serverPort, dataDir });
const repository = process.cwd();
const program = await compileProgram(repository, sampleHostAppId);
const more = await stageRoutes(repository, newPreviewTill(demo.url));

const preview = await start(Number(process.env['PREVIEW_PORT'] ?? serverPort + 2)).catch((error: unknown) => {
  if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
  return start(0);
});
console.log(`\n  preview     ${preview.url}            the plugin on a phone, with a till beside it\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await preview.close();
    await demo.stop();
  });

function start(port: number): Promise<PhoneServer> {
  const host = { appId: sampleHostAppId };
  return startPhoneServer({
    repository,
    program,
    host,
    port,
    more,
    serverUrl: demo.url,
    loginCode: demo.loginCode,
  });
}
