// Ends what a user has open in the plugin: after the transaction that takes away what let them in, so that none is missed that was opened
// until then; apart from it, since sessions have to be looked for in the whole table.
import { endPluginSessions, findSessionsOfUser, type SessionOfUser } from '../store/sql/plugin-sessions.ts';
import type { UserOfChannel } from './customer.ts';
import type { UseCaseDeps } from './deps.ts';

/** @param isMeant which of them, all if not given @returns how many there were */
export async function endSessions(
  deps: UseCaseDeps,
  user: UserOfChannel,
  isMeant: (session: SessionOfUser) => boolean = () => true,
): Promise<number> {
  const open = await findSessionsOfUser(deps.database.read, user, deps.buckets);
  const meant = open.filter(isMeant).map(({ tokenHash }) => tokenHash);
  return deps.database.transaction((tx) => endPluginSessions(tx, meant, deps.buckets));
}
