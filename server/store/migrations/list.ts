// The one list of migrations, in order. A migration that has been released is never edited: add the next number.
import type { Migration } from '../migrate.ts';
import { tenants } from './001-tenants.ts';
import { coupons } from './002-coupons.ts';
import { deliveries } from './003-deliveries.ts';
import { requests } from './004-requests.ts';
import { redeeming } from './005-redeeming.ts';
import { wechat } from './006-wechat.ts';
import { plugin } from './007-plugin.ts';
import { sessionBinding } from './008-session-binding.ts';

export const migrations: readonly Migration[] = [
  tenants,
  coupons,
  deliveries,
  requests,
  redeeming,
  wechat,
  plugin,
  sessionBinding,
];
