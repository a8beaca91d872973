// The fault: a claim that is made again is not found, and there is no unique index to refuse its second coupon. It answers slowly, so
// that there are claims which are committed and not answered.
import type { Database, Session } from '../../../server/store/database.ts';
import { onSpoiltStore, serve } from '../../kit/faulty/serve.ts';
import { withSessions } from '../../kit/faulty/sessions.ts';
import { pause } from '../../kit/pause.ts';

const answerMs = 300;

const forgetful = (tx: Session): Session => ({
  ...tx,
  allEach: async <Row>(...[sql, sets]: Parameters<Session['allEach']>) =>
    /\brequest_id = \?/.test(sql) ? sets.map(() => []) : tx.allEach<Row>(sql, sets),
});

const spoilt = async (database: Database): Promise<Database> => {
  await database.transaction((tx) => tx.run('DROP INDEX IF EXISTS coupon_request'));
  return {
    ...database,
    async transaction(work, options) {
      const result = await withSessions(database, forgetful).transaction(work, options);
      await pause(answerMs);
      return result;
    },
  };
};

await serve(onSpoiltStore(spoilt));
