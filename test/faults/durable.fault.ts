// The proof that a claim is on disk when it is answered: the system calls in their order, coupon by coupon.
import { Claims } from './claims.ts';
import { durabilityOf } from './durability.ts';
import { noteCalls } from './strace.ts';
import { faultWorld } from './world.ts';

const claimed = 60;
const calls = 'fdatasync,fsync,pwrite64,write,writev,sendmsg,sendto';

async function proof(program?: string) {
  const world = await faultWorld();
  const claims = new Claims();
  const server = await world.serve(program);
  const noted = await noteCalls(server, calls);
  expect(await claims.claimWhile(server.url, 0, { atMost: claimed })).toBe(0);
  await noted.letGo();
  return durabilityOf(noted.lines(), world.log);
}

test('every claim is synced before it is answered', async () => {
  expect(await proof()).toEqual({ answers: claimed, problems: [] });
});

test('notices a database that does not sync', async () => {
  const { answers, problems } = await proof('test/faults/faulty/unsynced.ts');
  expect(answers).toBe(claimed);
  expect(problems).toHaveLength(claimed);
  expect(problems[0]).toMatch(/ was answered before it was synced$/);
});
