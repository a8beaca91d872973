// What 出行服务 sees while the store cannot be written: nothing acknowledged is lost, and it comes back by itself (sp §4).
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqlite } from '../../../../server/store/sqlite.ts';
import { atEnd } from '../../../kit/at-end.ts';
import { logLines } from '../../../kit/log-lines.ts';
import { startTestServer, type TestServer } from '../../../kit/server.ts';
import { expectData, expectRefusal } from './expect.ts';

const start = (env: NodeJS.ProcessEnv = {}) =>
  startTestServer({ env, openDatabase: ({ dataDir }) => openSqlite(dataDir, { lockWaitMs: 30 }) });

/** Another process in the middle of a transaction of its own. */
function lockedBy({ dataDir }: TestServer): { release(): void } {
  const other = new DatabaseSync(join(dataDir, 'chelian.db'));
  other.exec('BEGIN IMMEDIATE');
  const release = () => {
    if (other.isTransaction) other.exec('ROLLBACK');
  };
  atEnd(() => {
    release();
    other.close();
  });
  return { release };
}

const order = (user_code: string, coupon_id: string) => ({
  app_channel_id: 1,
  user_code,
  stock_id: 'test001',
  coupon_id,
  coupon_status: 3,
});

describe('a locked database', () => {
  it('is told as an unknown outcome', async () => {
    const server = await start();
    const { coupon_id } = expectData('coupon.receive', await server.claim({ user_code: 'u' }));
    lockedBy(server);
    expectRefusal(await server.claim(), 500000, /^system error, try again later$/, 500);
    expectRefusal(
      await server.call('coupon.deactivate', order('u', coupon_id)),
      500000,
      /^system error/,
      500,
    );
    const batch = { app_channel_id: 1, user_code: 'u', coupons: [order('u', coupon_id)], coupon_status: 3 };
    expectRefusal(await server.call('coupon.batch-deactivate', batch), 500000, /^system error/, 500);
  });

  it('still answers stock queries', async () => {
    const server = await start();
    lockedBy(server);
    expectData('stock.query', await server.call('stock.query', { stock_id: 'test001' }));
  });

  it('makes the server not ready at once', async () => {
    const server = await start();
    expect((await server.send('GET', '/readyz')).status).toBe(200);
    lockedBy(server);
    await server.claim();
    const { status, json } = await server.send('GET', '/readyz');
    expect(status).toBe(503);
    expect(json).toEqual({ ready: false, reasons: [expect.stringMatching(/^store: /)] });
    expect((await server.send('GET', '/livez')).status).toBe(200);
  });

  it('heals by itself when it is released', async () => {
    const server = await start();
    const claim = { user_code: 'u', request_id: 'r' };
    const lock = lockedBy(server);
    expectRefusal(await server.claim(claim), 500000, /^system error/, 500);
    lock.release();
    expectData('coupon.receive', await server.claim(claim));
    expect((await server.send('GET', '/readyz')).json).toEqual({ ready: true, reasons: [] });
  });

  it('is waited for when it is short', async () => {
    const server = await startTestServer();
    const lock = lockedBy(server);
    const answer = server.claim();
    expectData('stock.query', await server.call('stock.query', { stock_id: 'test001' }));
    lock.release();
    expectData('coupon.receive', await answer);
  });

  it('leaves a coupon as it was', async () => {
    const server = await start();
    const claim = { user_code: 'u', request_id: 'r' };
    const first = expectData('coupon.receive', await server.claim(claim));
    const lock = lockedBy(server);
    expectRefusal(
      await server.call('coupon.deactivate', order('u', first.coupon_id)),
      500000,
      /^system/,
      500,
    );
    lock.release();
    expect(expectData('coupon.receive', await server.claim(claim))).toEqual(first);
  });

  it('is in the log with its cause', async () => {
    const lines = logLines();
    const server = await startTestServer({
      log: lines.log,
      openDatabase: ({ dataDir }) => openSqlite(dataDir, { lockWaitMs: 30 }),
    });
    lockedBy(server);
    await server.claim();
    expect(await lines.line(/outcome is unknown/)).toMatchObject({
      level: 50,
      err: { message: expect.stringMatching(/locked/) },
    });
  });
});

describe('a full disk', () => {
  /** Lets the file not grow any more. */
  const fill = ({ context }: TestServer) =>
    context.database.transaction((tx) => tx.all('PRAGMA max_page_count = 1'));
  const makeRoom = ({ context }: TestServer) =>
    context.database.transaction((tx) => tx.all('PRAGMA max_page_count = 1000000'));
  const count = async ({ context }: TestServer) => {
    const [row] = await context.database.read.all<{ n: number }>('SELECT COUNT(*) AS n FROM coupon');
    return row?.n;
  };

  it('loses nothing that was acknowledged', async () => {
    const server = await start();
    await fill(server);
    let acknowledged = 0;
    let refused = await server.claim({ user_code: 'first', request_id: 'n0' });
    // The pages that are there already still take some.
    for (let n = 1; refused.json.code === 0 && n < 500; n += 1) {
      acknowledged += 1;
      refused = await server.claim({ user_code: `n${n}`, request_id: `n${n}`, extra: 'x'.repeat(128) });
    }
    expectRefusal(refused, 500000, /^system error, try again later$/, 500);
    expect(await count(server)).toBe(acknowledged);

    await makeRoom(server);
    const again = { user_code: `n${acknowledged}`, request_id: `n${acknowledged}` };
    expectData('coupon.receive', await server.claim(again));
    expect(await count(server)).toBe(acknowledged + 1);
    expect((await server.send('GET', '/readyz')).status).toBe(200);
  });
});

describe('a full queue', () => {
  it('turns claims away, to be tried again', async () => {
    const server = await startTestServer({ env: { CLAIM_QUEUE_LIMIT: '1', CLAIM_GROUP_LIMIT: '1' } });
    const lock = lockedBy(server);
    const claims = Array.from({ length: 6 }, (_, n) => ({ user_code: `q${n}`, request_id: `q${n}` }));
    let turnedAway = 0;
    const answers = claims.map(async (claim) => {
      const answer = await server.claim(claim);
      // One is being written and one waits for it: all others have come back before the lock is gone.
      if (answer.json.code === 400101) turnedAway += 1;
      if (turnedAway === claims.length - 2) lock.release();
      return answer;
    });
    for (const answer of await Promise.all(answers)) {
      if (answer.json.code === 0) continue;
      expectRefusal(answer, 400101, /^too many requests, try again later$/, 503);
      expect(answer.headers['retry-after']).toBe('1');
    }
    expect(turnedAway).toBeGreaterThanOrEqual(claims.length - 2);
    for (const claim of claims) expectData('coupon.receive', await server.claim(claim));
  });
});
