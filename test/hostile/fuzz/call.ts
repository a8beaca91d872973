// Takes members to a door, signed or with a session as the door wants it.

import { sampleHostAppId } from '../../../server/demo/sample.ts';
import type { Door } from '../../kit/doors.ts';
import type { HttpAnswer } from '../../kit/http.ts';
import { v2Body } from '../../kit/merchant.ts';
import { jsonText, RawJson, signedCall } from '../../kit/signed.ts';
import { bearer, refererOf } from '../../server/api/plugin/visits.ts';
import type { Town } from './town.ts';

export type Members = ReadonlyMap<string, unknown>;

export function callDoor(town: Town, door: Door, members: Members): Promise<HttpAnswer> {
  const { method, path } = door;
  if (door.wire === 'operations') return town.send(method, `${path}?${queryOf(members)}`);
  return town.send(method, path, { body: bodyFor(town, door, members), headers: headersFor(town, door) });
}

function bodyFor({ key, visits }: Town, door: Door, members: Members): string {
  const at = visits.clock.now();
  if (door.wire === 'plugin') return jsonText(members);
  if (door.wire === 'merchant')
    return v2Body(key, door.name, 0, { at }).replace(/"Params":0\}$/, () => `"Params":${jsonText(members)}}`);
  try {
    return signedCall(Object.fromEntries(members), { at });
  } catch {
    // What cannot be read cannot be signed either.
    return jsonText(new Map([...members, ['sign', 'X']]));
  }
}

function headersFor({ visitor }: Town, door: Door) {
  if (door.wire !== 'plugin') return {};
  return door.audience === 'user' ? bearer(visitor.token) : refererOf(sampleHostAppId);
}

function queryOf(members: Members): string {
  const pairs = Array.from(
    members,
    ([key, value]) => `${key}=${value instanceof RawJson ? value.text : String(value)}`,
  );
  // A query has no way to write half a character.
  return encodeURIComponent(pairs.join('&').toWellFormed()).slice(0, 4_000);
}
