// A store that is out of breath and one that is broken are two answers on every wire: the first says that nothing was done.
import type { ServerResponse } from 'node:http';
import { asMerchantError } from '../../../server/api/merchant/error-answer.ts';
import { failureOf } from '../../../server/api/plugin/error-answer.ts';
import { errorAnswer } from '../../../server/api/sp/error-answer.ts';
import { QueueFull, StoreBusy, StoreUnavailable } from '../../../server/usecase/errors.ts';
import { logLines } from '../../kit/log-lines.ts';

function world() {
  const headers = new Map<string, string>();
  const failures: unknown[] = [];
  const response = { setHeader: (name: string, value: string) => headers.set(name, value) };
  const health = { storeFailed: (error: unknown) => failures.push(error) };
  const lines = logLines();
  const deps = { log: lines.log, health: health as never };
  return { headers, failures, lines, deps, response: response as unknown as ServerResponse };
}

const wires = {
  sp: ({ deps, response }: ReturnType<typeof world>, error: Error) => {
    const { http, body } = errorAnswer(deps, response, error);
    return [http, body.code];
  },
  merchant: ({ deps, response }: ReturnType<typeof world>, error: Error) => {
    const { http, key } = asMerchantError(deps, response, error);
    return [http, key];
  },
  plugin: ({ deps, response }: ReturnType<typeof world>, error: Error) => {
    const { http, failure } = failureOf(deps, response, error, 'en');
    return [http, failure.code];
  },
};

it.each([
  ['sp', 400101, 500000],
  ['merchant', 'busy', 'systemError'],
  ['plugin', 'busy', 'systemError'],
] as const)('the %s wire tells them apart', (wire, busy, broken) => {
  const one = world();
  expect(wires[wire](one, new StoreBusy('no connection came free'))).toEqual([503, busy]);
  expect(one.headers.get('Retry-After')).toBe('1');
  expect(one.failures).toEqual([]);
  const other = world();
  expect(wires[wire](other, new StoreUnavailable('the disk is gone'))).toEqual([500, broken]);
  expect(other.failures).toHaveLength(1);
});

it.each(['sp', 'merchant', 'plugin'] as const)('the %s wire logs why a store is busy', (wire) => {
  const one = world();
  wires[wire](one, new StoreBusy('no connection came free'));
  expect(JSON.parse(one.lines.text())).toMatchObject({ err: { message: 'no connection came free' } });
  const other = world();
  wires[wire](other, new QueueFull('the queue is full'));
  expect(other.lines.text()).toBe('');
});
