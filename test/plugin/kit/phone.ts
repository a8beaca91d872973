// A phone for a test: WeChat and a server that are faked, the clock stopped at a known moment, and the plugin's modules fresh.
import { join } from 'node:path';
import { now } from './builders.ts';
import { FakeServer } from './fake-server.ts';
import { type FakeWx, fakeWx } from './fake-wx.ts';

export interface Phone {
  readonly server: FakeServer;
  readonly wx: FakeWx;
}

/** Before each test: whatever the plugin remembers at module level is forgotten. */
export function newPhone(): Phone {
  jest.useFakeTimers({ now, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  jest.resetModules();
  // The framework only warns of a key that is not unique and only logs a handler that failed: here both fail the test.
  for (const method of ['warn', 'error'] as const)
    jest.spyOn(console, method).mockImplementation((...said: unknown[]) => {
      throw new Error(said.join(' '));
    });
  const server = new FakeServer();
  const wx = fakeWx(server);
  Object.assign(globalThis, { wx: wx.api });
  return { server, wx };
}

/** A module of the plugin, as fresh as the phone. */
export function pluginModule<Module>(path: string): Module {
  return require(join(__dirname, '../../../plugin', path)) as Module;
}

/** Everything that hangs on promises alone has happened. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** So much time passes, and what it sets off has happened. */
export async function pass(ms: number): Promise<void> {
  await settle();
  await jest.advanceTimersByTimeAsync(ms);
  await settle();
}
