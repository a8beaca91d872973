// The bytes of a person who is erased. Of SQLite only: when PostgreSQL makes room where something was deleted is its own affair.
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import { eraseUser } from '../../../server/usecase/erase.ts';
import { testContext } from '../../kit/context.ts';
import { leaveTraces } from '../../kit/person.ts';
import { filesIn } from '../../kit/rows.ts';

it('leaves nothing of them in any file', async () => {
  const context = await testContext();
  const user = { tenantId: 'demo', appChannelId: 1, userCode: 'ann' };
  const { secrets } = await leaveTraces(context, {
    ...user,
    ...{ hostAppId: sampleHostAppId, openpid: 'openpid-of-ann-in-her-phone', phone: '13955550042' },
  });
  const found = () => {
    const bytes = filesIn(context.settings.dataDir);
    return Object.keys(secrets).filter((what) => bytes.includes(secrets[what] ?? ''));
  };
  expect(found()).toEqual(Object.keys(secrets));
  await eraseUser(context.useCases, user, 'operator');
  // What the log of writes still has goes into the file, and the log away, when the last one closes it.
  await context.close();
  expect(found()).toEqual([]);
});
