// Two pages of one person log in at the same moment. The store has no snapshot over several reads here, so one may see half of what the other writes.
import type { Context } from '../../../server/context.ts';
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import type { Session } from '../../../server/store/database.ts';
import { type OpenPluginSession, openPluginSession } from '../../../server/usecase/plugin-session.ts';
import { testContext } from '../../kit/context.ts';
import { withSessions } from '../../kit/faulty/sessions.ts';

/** @param meanwhile happens once, right after something was read from the openpids' ends of bindings */
function interrupted({ useCases }: Context, meanwhile: () => Promise<unknown>): Context['useCases'] {
  let left = 1;
  const reading = (tx: Session): Session => ({
    ...tx,
    async all<Row>(sql: string, values?: Parameters<Session['all']>[1]): Promise<Row[]> {
      const rows = await tx.all<Row>(sql, values);
      if (sql.includes('FROM openpid_binding') && left > 0) {
        left -= 1;
        await meanwhile();
      }
      return rows;
    },
  });
  return { ...useCases, database: withSessions(useCases.database, reading) };
}

it('knows a person whom another page has just bound', async () => {
  const context = await testContext();
  const host = context.directory.pluginHost(sampleHostAppId);
  if (host === undefined) throw new Error('the demo has its host');
  const me = { host, openpid: 'me', userCode: 'u1', proven: false, bindFirstUse: true };
  const open = (wanted: OpenPluginSession) => openPluginSession(context.useCases, wanted);
  const torn = interrupted(context, () => open(me));
  expect(await openPluginSession(torn, me)).toMatchObject({ kind: 'opened' });
  // Somebody else with that user_code is refused all the same.
  const other = { ...me, openpid: 'other', userCode: 'u2' };
  const late = interrupted(context, () => open(other));
  expect(await openPluginSession(late, { ...other, openpid: 'thief' })).toEqual({
    kind: 'refused',
    reason: 'identityRefused',
  });
});
