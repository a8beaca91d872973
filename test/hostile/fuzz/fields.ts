// Which fields a door's requests have, read off its schema.
import { z } from 'zod';
import { merchantActions } from '../../../shared/merchant/actions.ts';
import { pluginInterfaces } from '../../../shared/plugin/interfaces.ts';
import { spInterfaces } from '../../../shared/sp/interfaces.ts';
import type { Door } from '../../kit/doors.ts';

export function fieldsOf(door: Door): readonly string[] {
  if (door.wire === 'operations') return [];
  const { properties = {} } = z.toJSONSchema(schemaOf(door), { io: 'input', unrepresentable: 'any' });
  return Object.keys(properties);
}

function schemaOf(door: Exclude<Door, { wire: 'operations' }>): z.ZodType {
  if (door.wire === 'sp') return spInterfaces[door.name].request;
  return door.wire === 'merchant' ? merchantActions[door.name].params : pluginInterfaces[door.name].request;
}
