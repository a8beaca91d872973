// Workers that die, and the end of all of them.
import { Agent } from 'node:http';
import { ask, askUntilRefused } from '../../kit/callers.ts';
import { tempDir } from '../../kit/temp-dir.ts';
import { allGone, isAlive, type Program, startProgram } from './program.ts';

jest.setTimeout(60_000);

let program: Program | undefined;
afterEach(async () => {
  await program?.end('SIGKILL');
  program = undefined;
});

/** Callers with connections that last, and as many with a new one for each call. */
function callUntilRefused(port: number, each: number) {
  const outcomes: string[] = [];
  const lasting = new Agent({ keepAlive: true });
  const brief = new Agent({ keepAlive: false });
  const callers = [lasting, brief].flatMap((agent) =>
    Array.from({ length: each }, () => askUntilRefused(agent, port, outcomes)),
  );
  const over = Promise.all(callers).then(() => lasting.destroy());
  return { outcomes, over };
}

const enough = async (outcomes: readonly string[], count: number) => {
  while (outcomes.length < count) await new Promise((later) => setTimeout(later, 5));
};

test('a worker that was killed is replaced', async () => {
  program = await startProgram({ dataDir: tempDir() });
  const [, victim = 0] = await program.workerPids();
  process.kill(victim, 'SIGKILL');
  await program.replaced();
  const pids = await program.workerPids();
  expect(pids).toHaveLength(3);
  expect(pids.filter(isAlive)).toHaveLength(2);
  const [end] = (await program.lines()).filter(({ msg }) => msg.startsWith('a worker ended'));
  expect(end).toMatchObject({ worker: 2, workerPid: victim, signal: 'SIGKILL', delayMs: 100 });
});

test('a killed worker takes along only its own calls', async () => {
  program = await startProgram({ dataDir: tempDir() });
  const { port } = program;
  const [, victim = 0] = await program.workerPids();
  const outcomes: string[] = [];
  let going = true;
  // More than once on the way to a worker is a connection that it never takes.
  const callers = Array.from({ length: 16 }, async () => {
    while (going) outcomes.push(await ask(false, port));
  });
  await enough(outcomes, 200);
  process.kill(victim, 'SIGKILL');
  await program.printed(/a worker ended/);
  // What was under way then is over by now; none of these was.
  await enough(outcomes, outcomes.length + 16);
  const after = outcomes.length;
  await program.replaced();
  going = false;
  await Promise.all(callers);
  expect(new Set(outcomes.slice(after))).toEqual(new Set(['200']));
  expect(outcomes).not.toContain('silence');
});

test('everybody is answered when all are told to stop', async () => {
  program = await startProgram({ dataDir: tempDir() });
  const { outcomes, over } = callUntilRefused(program.port, 25);
  await enough(outcomes, 300);
  program.child.kill('SIGTERM');
  await over;
  expect(await program.ended).toBe(0);
  expect(new Set(outcomes)).toEqual(new Set(['200', 'ECONNREFUSED']));
});

test('a signal to the whole group stops each once', async () => {
  program = await startProgram({ dataDir: tempDir(), env: { DRAIN_GRACE_MS: '0' } });
  const pids = [Number(program.child.pid), ...(await program.workerPids())];
  for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM']) for (const pid of pids) process.kill(pid, signal);
  expect(await program.ended).toBe(0);
  const lines = await program.lines();
  const saying = (what: string) => lines.filter(({ msg }) => msg === what).map(({ pid }) => pid);
  expect(saying('stopping').sort()).toEqual(pids.sort());
  expect(saying('stopped').sort()).toEqual(pids.sort());
  expect(lines.filter(({ msg }) => msg.startsWith('a worker ended'))).toEqual([]);
});

test('a worker told to stop by itself is replaced', async () => {
  program = await startProgram({ dataDir: tempDir() });
  const { outcomes, over } = callUntilRefused(program.port, 10);
  const [, one = 0] = await program.workerPids();
  process.kill(one, 'SIGTERM');
  await program.replaced();
  await enough(outcomes, outcomes.length + 100);
  program.child.kill('SIGTERM');
  await over;
  expect(new Set(outcomes)).toEqual(new Set(['200', 'ECONNREFUSED']));
});

test('a worker that does not stop is killed', async () => {
  const env = { DRAIN_GRACE_MS: '0', DRAIN_TIMEOUT_MS: '0' };
  program = await startProgram({ dataDir: tempDir(), env });
  const [, stuck = 0] = await program.workerPids();
  process.kill(stuck, 'SIGSTOP');
  program.child.kill('SIGTERM');
  expect(await program.ended).toBe(1);
  expect(isAlive(stuck)).toBe(false);
});

test('workers end when the first process is killed', async () => {
  program = await startProgram({ dataDir: tempDir() });
  const pids = await program.workerPids();
  const agent = new Agent({ keepAlive: true });
  expect(await ask(agent, program.port)).toBe('200');
  await program.end('SIGKILL');
  // On its connection, a caller is answered still.
  expect(await ask(agent, program.port)).toBe('200');
  agent.destroy();
  await allGone(pids);
});
