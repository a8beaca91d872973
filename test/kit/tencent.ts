// 出行服务 for the demo's tenant: the client that calls us as it does, and the simulator that our callbacks reach.
import type { Context } from '../../server/context.ts';
import type { Database } from '../../server/store/database.ts';
import { setChannel } from '../../server/usecase/channel.ts';
import { createSpClient, type SpClient } from '../../shared/sp/client.ts';
import { sampleCredential } from '../shared/sp/samples.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/simulator.ts';
import { atEnd } from './at-end.ts';

export const spClientAt = (baseUrl: string): SpClient =>
  createSpClient({ baseUrl, credential: sampleCredential, fetch });

/** Closed after the test. */
export async function startTencent(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ port: 0, credentials: [sampleCredential], ...options });
  atEnd(() => simulator.close());
  return simulator;
}

/** Sends the callbacks of channel 1 there. */
export async function callBack({ useCases }: Context, callbackBase: string): Promise<void> {
  await setChannel(useCases, { tenantId: 'demo', appChannelId: 1, callbackBase }, () => undefined);
}

/** @returns coupons that 出行服务 was told of and has otherwise than we, or has and we have not, in words */
export async function difference({ read }: Database, simulator: Simulator): Promise<string[]> {
  const rows = await read.all<{ coupon_id: string; status: number; told: number }>(
    `SELECT c.coupon_id, c.status, CASE WHEN l.coupon_id IS NULL THEN 0 ELSE 1 END AS told
     FROM coupon c LEFT JOIN delivery_lane l ON l.coupon_id = c.coupon_id`,
  );
  const ours = new Map(rows.map(({ coupon_id, status }) => [coupon_id, status]));
  const theirs = new Map(simulator.state().coupons.map((coupon) => [coupon.coupon_id, coupon.coupon_status]));
  if (theirs.size === 0) return ['出行服务 was told of nothing'];
  const told = rows.filter((row) => row.told === 1).map((row) => row.coupon_id);
  return [...new Set([...told, ...theirs.keys()])]
    .filter((id) => ours.get(id) !== theirs.get(id))
    .map((id) => `${id}: ours ${ours.get(id)}, theirs ${theirs.get(id)}`);
}
