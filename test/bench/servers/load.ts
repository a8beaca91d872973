// Claims over HTTP against servers that are running.
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import type { ServerProcess } from '../../kit/process.ts';
import type { Cores, Lab } from '../lab.ts';
import type { LoadOrder, LoadResult } from '../load/order.ts';
import { onLoadCore } from './cores.ts';
import { runProcess } from './run.ts';

type Orders = Partial<Omit<LoadOrder, 'port'>>;

/** A side of a comparison. */
export function claimsOn(
  { sizes }: Lab,
  server: ServerProcess,
  cores: Cores,
  orders: Orders = {},
): () => Promise<LoadResult> {
  const order: LoadOrder = {
    port: server.port,
    path: spInterfaces['coupon.receive'].path,
    expected: '"code":0,',
    connections: sizes.connections,
    requests: sizes.requests,
    ...orders,
  };
  return () => runProcess<LoadResult>('load', order, { wrapper: onLoadCore(cores) });
}

/** The same bodies to the bare Express route. */
export const echoesOn = (lab: Lab, server: ServerProcess, cores: Cores, orders: Orders = {}) =>
  claimsOn(lab, server, cores, { path: '/echo', expected: '"request_id"', ...orders });

export const perSecond = (results: readonly LoadResult[]): number[] =>
  results.map((result) => result.perSecond);
