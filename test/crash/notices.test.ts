// The crash loop would notice: servers with one fault each are killed until it shows.
import { pause, waitUntil } from '../kit/pause.ts';
import type { Oracle } from './oracle.ts';
import { type CrashRun, runCrashLoop } from './run.ts';
import { type CrashWorld, crashWorld, quiet } from './world.ts';

let world: CrashWorld;

beforeEach(async () => {
  world = await crashWorld();
});

const kills = 12;
const timeoutMs = 120_000;

/** Kills a server with that fault until a problem shows that is like this. @returns whatever is wrong, in words */
async function problemsWith(
  fault: string,
  like: RegExp,
  { env = {}, ...run }: Partial<CrashRun> = {},
): Promise<readonly string[]> {
  const { context } = world;
  let problems: string[] = [];
  await runCrashLoop({
    context,
    cycles: kills,
    program: `test/crash/faulty/${fault}.ts`,
    env: { ...world.env, ...quiet, ...env },
    moment: ({ claims }) => claims.next(),
    async isEnough(oracle) {
      problems = await oracle.verify(context.database);
      return problems.some((problem) => like.test(problem));
    },
    ...run,
  });
  return problems;
}

/** Some claims were answered, and the next ones are on their way through the store. */
async function midway({ claims }: Oracle): Promise<void> {
  await claims.next();
  await pause(100);
}

test(
  'notices an answer sent before COMMIT',
  async () => {
    const like = /^claim .* is lost$/;
    expect(await problemsWith('early-answer', like)).toContainEqual(expect.stringMatching(like));
  },
  timeoutMs,
);

test(
  'notices an event written outside of the transaction',
  async () => {
    const like = /^coupon .* was changed 1 times by us, and 0 events tell it$/;
    const env = { SWEEP_INTERVAL_MS: '50' };
    const moment = async () => {
      const before = await expired();
      await waitUntil('coupons expire', async () => (await expired()) > before);
    };
    const problems = await problemsWith('outbox-apart', like, { env, moment });
    expect(problems).toContainEqual(expect.stringMatching(like));
  },
  timeoutMs,
);

test(
  'notices a second coupon for one request',
  async () => {
    const like = /^request .* has more than one coupon$/;
    const problems = await problemsWith('no-unique', like, { moment: midway });
    expect(problems).toContainEqual(expect.stringMatching(like));
  },
  timeoutMs,
);

test(
  'notices a group saved without a transaction',
  async () => {
    const like = /^(stock|user) .* counts .* exist$/;
    const problems = await problemsWith('no-transaction', like, { moment: midway });
    expect(problems).toContainEqual(expect.stringMatching(like));
  },
  timeoutMs,
);

test(
  'notices limits checked outside of the lock',
  async () => {
    const like = /^stock .* counts .* coupons exist$/;
    const moment = ({ claimed }: Oracle) => {
      const enough = claimed.size + 200;
      return waitUntil('much is claimed', () => claimed.size >= enough);
    };
    const problems = await problemsWith('limits-outside', like, { moment, processes: 2 });
    expect(problems).toContainEqual(expect.stringMatching(like));
  },
  timeoutMs,
);

async function expired(): Promise<number> {
  const sql = 'SELECT COUNT(*) AS expired FROM coupon WHERE status = 3';
  const [row] = await world.context.database.read.all<{ expired: number }>(sql);
  return row?.expired ?? 0;
}
