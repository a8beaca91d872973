// What the preview serves: phones of the demo's host, and the page around them with its till.
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import { phoneLogin } from '../../simulator/wechat/handler.ts';
import { compileProgram } from '../harness/compile/program.ts';
import { createPhones, type Phones } from '../harness/serve/phones.ts';
import type { PreviewOptions } from './serve.ts';
import { stageRoutes } from './stage.ts';
import { newPreviewTill } from './till.ts';

const repository = process.cwd();

export async function previewPhones({ serverUrl, wechatUrl }: PreviewOptions): Promise<Phones> {
  return createPhones({
    repository,
    program: await compileProgram(repository, sampleHostAppId),
    host: { appId: sampleHostAppId },
    serverUrl,
    loginCode: (openpid) => logIn(wechatUrl(), openpid),
    more: await stageRoutes(repository, newPreviewTill(serverUrl)),
  });
}

/** As if this person had just logged in on their phone. */
async function logIn(wechatUrl: string | undefined, openpid: string): Promise<string> {
  const answer = await fetch(`${wechatUrl}${phoneLogin}`, {
    method: 'POST',
    body: JSON.stringify({ openpid }),
  });
  return ((await answer.json()) as { code: string }).code;
}
