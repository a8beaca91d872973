// Whether 出行服务 learns of what happens here: circuits, dead letters, and how long the oldest event waits.
import type { Context } from '../../context.ts';
import { type Circuit, listCircuits } from '../../store/sql/circuits.ts';
import { type ChannelSnapshot, deliverySnapshot } from '../../store/sql/delivery-snapshot.ts';
import { durationWords } from '../words.ts';
import { type Finding, fail, orOk, warn } from './finding.ts';

const longMs = 3_600_000;

export async function checkDeliveries({
  database,
  directory,
  useCases,
}: Context): Promise<readonly Finding[]> {
  const circuits = await listCircuits(database.read);
  const channels = await deliverySnapshot(database.read, directory.channels());
  const waiting = channels.reduce((total, { depth }) => total + depth, 0);
  return orOk('deliveries', `${waiting} waiting, no dead letters, no circuit open`, [
    ...circuits.map(circuitFinding),
    ...channels.flatMap((channel) => channelFindings(channel, useCases.now())),
  ]);
}

function circuitFinding({ appChannelId, cause, reason }: Circuit): Finding {
  const about = `channel ${appChannelId}`;
  return cause === 'configuration'
    ? fail(
        about,
        `refuses us, so deliveries are held back: ${reason}`,
        'check the callback base, the api_key and secret, and the clock',
      )
    : warn(
        about,
        `is down, so deliveries are held back: ${reason}`,
        'they go on by themselves when it answers again',
      );
}

function channelFindings({ appChannelId, deadLetters, oldestAt }: ChannelSnapshot, now: number): Finding[] {
  const about = `channel ${appChannelId}`;
  const waitsMs = oldestAt === undefined ? 0 : now - oldestAt;
  return [
    ...(deadLetters === 0
      ? []
      : [
          warn(
            about,
            `${deadLetters} dead letters, each of which blocks its lane`,
            'see "deliveries list --state dead", then replay or close them',
          ),
        ]),
    ...(waitsMs < longMs
      ? []
      : [
          warn(
            about,
            `the oldest event has waited for ${durationWords(waitsMs)}`,
            'see "deliveries list" for what it waits for',
          ),
        ]),
  ];
}
