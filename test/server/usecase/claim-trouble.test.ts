// The claim desk when something fails: whoever is innocent gets an answer, and nobody gets one for what is not on disk.
import type { Context } from '../../../server/context.ts';
import type { ClaimRequest } from '../../../server/domain/claims.ts';
import type { Session } from '../../../server/store/database.ts';
import { ConstraintViolation, StoreUnavailable } from '../../../server/store/errors.ts';
import { type ClaimDesk, createClaimDesk } from '../../../server/usecase/claim.ts';
import type { UseCaseDeps } from '../../../server/usecase/deps.ts';
import { aClaim } from '../../kit/builders.ts';
import { testContext } from '../../kit/context.ts';
import { outboxOf } from '../../kit/outbox.ts';

let context: Context;
beforeEach(async () => {
  context = await testContext();
});

const deskWith = (deps: Partial<UseCaseDeps>) =>
  createClaimDesk({ ...context.useCases, ...deps }, { groupLimit: 100, queueLimit: 1000 });
const claims = (...users: string[]) => users.map((user) => aClaim({ userCode: user, requestId: user }));
/** `issued`, or the name of what was thrown. */
const settle = async (desk: ClaimDesk, requests: readonly ClaimRequest[]) => {
  const settled = await Promise.allSettled(requests.map((request) => desk.claim(request)));
  return settled.map((result) => (result.status === 'fulfilled' ? result.value.kind : result.reason.name));
};
const stored = async () => {
  const rows = await context.database.read.all<{ user_code: string }>(
    'SELECT user_code FROM coupon ORDER BY user_code',
  );
  return rows.map((row) => row.user_code).join();
};

/** A store whose transactions, counted from 1, fail as it is told: after their work was done. */
function failingStore(failureOf: (transaction: number) => Error | undefined) {
  const { database } = context;
  const store = { asked: 0, database: { ...database, transaction } };
  async function transaction<T>(work: (tx: Session) => Promise<T>): Promise<T> {
    store.asked += 1;
    const failure = failureOf(store.asked);
    return database.transaction(async (tx) => {
      const result = await work(tx);
      if (failure !== undefined) throw failure;
      return result;
    });
  }
  return store;
}

describe('a group in which one cannot be stored', () => {
  it('still stores the others', async () => {
    // The database refuses the second coupon: its id is the first one's, as after a worker number was given out twice.
    const ids = ['1', '1', '3', '1', '1', '3'];
    const desk = deskWith({ nextId: () => ids.shift() ?? context.useCases.nextId() });
    const outcomes = await settle(desk, claims('a', 'b', 'c'));
    expect(outcomes.toSorted()).toEqual(['ConstraintViolation', 'issued', 'issued']);
    expect(await stored()).toBe('a,c');
    expect(
      await context.database.read.all("SELECT issued FROM stock_counter WHERE stock_id = 'test001'"),
    ).toEqual([{ issued: 2 }]);
  });

  it('still answers the others when one cannot be told', async () => {
    // Another process has set up this channel, and ours has not read it yet.
    const desk = deskWith({ directory: { ...context.directory, channel: () => undefined } });
    const [a, b] = claims('a', 'b');
    const issue = aClaim({ userCode: 'i', requestId: 'i', source: 'issue' });
    expect(
      await settle(
        desk,
        [a, issue, b].flatMap((request) => request ?? []),
      ),
    ).toEqual(['issued', 'Refusal', 'issued']);
    expect(await stored()).toBe('a,b');
    expect(
      (await outboxOf(context.database.read)).filter(({ interface: name }) => name === 'coupon.rsync'),
    ).toEqual([]);
  });
});

describe('a store that fails', () => {
  const full = new StoreUnavailable('the disk is full');
  const refused = new ConstraintViolation('unique', 'twice');

  it('rejects every claim, keeps none, and works again', async () => {
    const store = failingStore((transaction) => (transaction === 1 ? full : undefined));
    const desk = deskWith({ database: store.database });
    expect(await settle(desk, claims('a', 'b'))).toEqual(['StoreUnavailable', 'StoreUnavailable']);
    expect(await stored()).toBe('');
    expect(await settle(desk, claims('a', 'b'))).toEqual(['issued', 'issued']);
    expect(await stored()).toBe('a,b');
  });

  it('is asked once for whoever is alone', async () => {
    const store = failingStore((transaction) => (transaction === 1 ? refused : undefined));
    expect(await settle(deskWith({ database: store.database }), claims('a'))).toEqual([
      'ConstraintViolation',
    ]);
    expect(store.asked).toBe(1);
  });

  it('is asked once for a whole group', async () => {
    const store = failingStore(() => full);
    await settle(deskWith({ database: store.database }), claims('a', 'b', 'c'));
    expect(store.asked).toBe(1);
  });

  it('is not asked on when it fails between single claims', async () => {
    const failures = [refused, undefined, refused, full];
    const store = failingStore((transaction) => failures[transaction - 1]);
    expect(await settle(deskWith({ database: store.database }), claims('a', 'b', 'c', 'd'))).toEqual([
      'issued',
      'ConstraintViolation',
      'StoreUnavailable',
      'StoreUnavailable',
    ]);
    expect(store.asked).toBe(4);
    expect(await stored()).toBe('a');
  });

  it('issues nothing while the worker number is not ours', async () => {
    const desk = deskWith({
      nextId: () => {
        throw new StoreUnavailable('the lease is over');
      },
    });
    expect(await settle(desk, claims('a', 'b'))).toEqual(['StoreUnavailable', 'StoreUnavailable']);
    expect(await stored()).toBe('');
  });
});
