// The outbox in a few numbers for each channel, for metrics and the console.
import type { Session } from '../database.ts';
import { type ChannelKey, listCircuits } from './circuits.ts';

export interface ChannelSnapshot extends ChannelKey {
  /** Events that wait to be delivered; dead letters are not among them. */
  readonly depth: number;
  /** When the oldest of them was committed. */
  readonly oldestAt: number | undefined;
  readonly deadLetters: number;
  readonly circuitOpen: boolean;
}

// The second condition on the state is the index's own; beside a literal state, SQLite would not recognise it.
const unfinished = `SELECT COUNT(*) AS events, MIN(created_at) AS oldest_at FROM outbox_event
  WHERE tenant_id = ? AND app_channel_id = ? AND state = ? AND state IN ('pending', 'dead')`;

interface UnfinishedRow {
  events: number;
  oldest_at: number | null;
}

/** One for each of the channels, in their order. */
export async function deliverySnapshot(
  session: Session,
  channels: readonly ChannelKey[],
): Promise<ChannelSnapshot[]> {
  const open = await listCircuits(session);
  const keysOf = (state: string) =>
    channels.map(({ tenantId, appChannelId }) => [tenantId, appChannelId, state]);
  const pending = (await session.allEach<UnfinishedRow>(unfinished, keysOf('pending'))).flat();
  const dead = (await session.allEach<UnfinishedRow>(unfinished, keysOf('dead'))).flat();
  return channels.map(({ tenantId, appChannelId }, index) => ({
    tenantId,
    appChannelId,
    depth: Number(pending[index]?.events ?? 0),
    oldestAt: pending[index]?.oldest_at ?? undefined,
    deadLetters: Number(dead[index]?.events ?? 0),
    circuitOpen: open.some((one) => one.tenantId === tenantId && one.appChannelId === appChannelId),
  }));
}
