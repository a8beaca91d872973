// What the plugin keeps, for a store that has been used for a while, and everything that people do in it, once.
import type { Context } from '../../../../server/context.ts';
import { sampleHostAppId } from '../../../../server/demo/sample.ts';
import { bucketOf } from '../../../../server/domain/bucket.ts';
import type { Database } from '../../../../server/store/database.ts';
import { claimByTicket } from '../../../../server/usecase/plugin-claim.ts';
import { couponOfUser, storeOfUse, walletPage } from '../../../../server/usecase/plugin-coupons.ts';
import { offersTo } from '../../../../server/usecase/plugin-offers.ts';
import {
  deleteOldPluginSessions,
  type OpenPluginSession,
  openPluginSession,
  pluginSessionOf,
} from '../../../../server/usecase/plugin-session.ts';
import { couponIdOf, userOf } from './contents.ts';

const many = 20_000;
const openpidOf = (n: number): string => `o${n}`;
const tokenHashOf = (n: number): string => `h${n}`;

/** Everybody is bound and has a session; the first 100 of those are over. */
export async function fillPlugin(database: Database, buckets: number, now: number): Promise<void> {
  const bucketsOf = (key: (n: number) => string) =>
    Array.from({ length: many }, (_, index) => String(bucketOf(key(index + 1), buckets)));
  const places = [openpidOf, userOf, tokenHashOf].map(bucketsOf);
  const source = `FROM (SELECT a::bigint AS of_openpid, b::bigint AS of_user, c::bigint AS of_token, n
    FROM unnest(?::text[], ?::text[], ?::text[]) WITH ORDINALITY AS sets(a, b, c, n)) AS it`;
  const binding = `'${sampleHostAppId}', 'o' || n, 'demo', 1, 'u' || n, 1`;
  const columns = 'host_app_id, openpid, tenant_id, app_channel_id, user_code, bound_at';
  const statements = [
    `INSERT INTO openpid_binding (bucket, ${columns}) SELECT of_openpid, ${binding} ${source}`,
    `INSERT INTO user_binding (bucket, ${columns}) SELECT of_user, ${binding} ${source}`,
    `INSERT INTO plugin_session (bucket, token_hash, tenant_id, app_channel_id, user_code, host_app_id, created_at, expires_at)
     SELECT of_token, 'h' || n, 'demo', 1, 'u' || n, '${sampleHostAppId}', 1, CASE WHEN n <= 100 THEN 1 ELSE ${now} + 3600000 END ${source}`,
  ];
  await database.transaction(async (tx) => {
    for (const statement of statements) await tx.run(statement, places);
  });
}

/** @param stockId whose coupons the store is full of */
export async function workPlugin(context: Context, stockId: string): Promise<void> {
  const { useCases, claims, directory } = context;
  const host = directory.pluginHost(sampleHostAppId);
  if (host === undefined) throw new Error('the demo has a host');
  const open = (openpid: string, userCode: string | undefined, more: Partial<OpenPluginSession> = {}) =>
    openPluginSession(useCases, { host, openpid, userCode, proven: false, bindFirstUse: true, ...more });
  await open('new', 'somebody new');
  await open(openpidOf(200), undefined);
  await open(openpidOf(201), userOf(202));
  const opened = await open(openpidOf(203), userOf(13_000), { proven: true });
  if (opened.kind === 'refused') throw new Error(opened.reason);
  const session = await pluginSessionOf(useCases, opened.token);
  if (session === undefined) throw new Error('the session is gone');

  await offersTo(useCases, session, []);
  const [offer] = await offersTo(useCases, session, [stockId, 'nowhere']);
  const claimed = await claimByTicket(useCases, claims, session, offer?.ticket ?? '');
  if (claimed === undefined || claimed === 'over' || claimed.kind === 'refused')
    throw new Error('the claim was refused');
  for (const tab of ['available', 'used', 'ended'] as const) {
    await walletPage(useCases, session, tab, undefined);
    await walletPage(useCases, session, tab, { at: 1, couponId: '1' });
  }
  const mine = await couponOfUser(useCases, session, claimed.coupon.couponId);
  if (mine === undefined) throw new Error('the coupon is gone');
  await storeOfUse(useCases, { ...mine.coupon, redeemedBy: 'naixue/b1' });
  await lookAtMany(context);
  await deleteOldPluginSessions(useCases);
}

async function lookAtMany({ useCases, watch, database }: Context): Promise<void> {
  const never = new AbortController().signal;
  const waiting = Array.from({ length: 150 }, (_, n) => {
    const coupon = { bucket: bucketOf(userOf(5_000 + n), useCases.buckets), couponId: couponIdOf(5_000 + n) };
    return watch.wait({ ...coupon, version: 1 }, 60_000, never);
  });
  await watch.look(database.read);
  watch.close();
  await Promise.all(waiting);
}
