import { storeEnv } from '../kit/engine.ts';
import { tempDir } from '../kit/temp-dir.ts';
import { serverLives } from './lives.ts';

test('a life that was just beginning ends with the others', async () => {
  const env = { ...(await storeEnv(tempDir())), PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'silent' };
  const lives = serverLives('server/main.ts', env);
  const beginning = lives.next();
  await lives.end();
  const { child } = await beginning;
  expect(child.signalCode).toBe('SIGKILL');
});
