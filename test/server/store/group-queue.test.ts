// Group commit: who arrives together goes together, in order, and what fails for one does not fail for all.
import { GroupQueue, type GroupQueueOptions, QueueFull } from '../../../server/store/group-queue.ts';

type Run = GroupQueueOptions<number, string>['run'];

/** Records its groups; items come back as text unless `run` says otherwise. */
function recordingQueue(
  options: Partial<Omit<GroupQueueOptions<number, string>, 'run'>> & { run?: Run } = {},
) {
  const groups: number[][] = [];
  const { run = async (items) => items.map(String), groupLimit = 100, queueLimit = 1000, ...more } = options;
  const queue = new GroupQueue<number, string>({
    ...more,
    groupLimit,
    queueLimit,
    run: (items) => {
      groups.push([...items]);
      return run(items);
    },
  });
  return {
    queue,
    groups,
    pushAll: (...items: number[]) => Promise.all(items.map((item) => queue.push(item))),
  };
}

const turn = () => new Promise(setImmediate);

describe('GroupQueue', () => {
  it('takes what arrives in one turn as one group', async () => {
    const { groups, pushAll } = recordingQueue();
    expect(await pushAll(3, 1, 2)).toEqual(['3', '1', '2']);
    expect(groups).toEqual([[3, 1, 2]]);
  });

  it('takes along what arrives while a group is written', async () => {
    const gate = Promise.withResolvers<void>();
    const { queue, groups, pushAll } = recordingQueue({
      run: async (items) => {
        await gate.promise;
        return items.map(String);
      },
    });
    const first = queue.push(1);
    await turn();
    const rest = pushAll(2, 3);
    expect(queue.length).toBe(2);
    gate.resolve();
    await Promise.all([first, rest]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('splits more than a group takes, in order', async () => {
    const { groups, pushAll } = recordingQueue({ groupLimit: 2 });
    expect(await pushAll(1, 2, 3, 4, 5)).toEqual(['1', '2', '3', '4', '5']);
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('never writes two groups at once', async () => {
    let running = 0;
    const { pushAll } = recordingQueue({
      groupLimit: 1,
      run: async (items) => {
        expect(++running).toBe(1);
        await turn();
        running -= 1;
        return items.map(String);
      },
    });
    expect(await pushAll(1, 2, 3)).toEqual(['1', '2', '3']);
  });

  it('answers nobody before the group is written', async () => {
    const gate = Promise.withResolvers<readonly string[]>();
    const { queue } = recordingQueue({ run: () => gate.promise });
    let answered = false;
    const answer = queue.push(1).finally(() => {
      answered = true;
    });
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(answered).toBe(false);
    gate.resolve(['1']);
    expect(await answer).toBe('1');
  });

  it('rejects the one item whose result is an Error', async () => {
    const { queue } = recordingQueue({
      run: async (items) => items.map((item) => (item === 2 ? new RangeError('two') : String(item))),
    });
    const settled = await Promise.allSettled([1, 2, 3].map((item) => queue.push(item)));
    expect(settled).toMatchObject([{ value: '1' }, { reason: new RangeError('two') }, { value: '3' }]);
  });

  it.each([
    ['rejects', async () => Promise.reject(new RangeError('all'))],
    [
      'throws',
      () => {
        throw new RangeError('all');
      },
    ],
    ['has too few results', async (items: readonly number[]) => items.slice(1).map(String)],
  ])('rejects a whole group when its work %s', async (_, run) => {
    const { queue } = recordingQueue({ run });
    const settled = await Promise.allSettled([1, 2].map((item) => queue.push(item)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('goes on after a group that failed', async () => {
    let fails = true;
    const { queue, pushAll } = recordingQueue({
      groupLimit: 2,
      run: async (items) => {
        if (!fails) return items.map(String);
        fails = false;
        throw new Error('once');
      },
    });
    const settled = await Promise.allSettled([1, 2, 3].map((item) => queue.push(item)));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(await pushAll(4)).toEqual(['4']);
  });

  it('turns away at once whoever finds it full', async () => {
    const { queue, groups } = recordingQueue({ queueLimit: 2 });
    const settled = await Promise.allSettled([1, 2, 3].map((item) => queue.push(item)));
    expect(settled).toMatchObject([{ value: '1' }, { value: '2' }, { reason: expect.any(QueueFull) }]);
    expect(groups).toEqual([[1, 2]]);
    expect(await queue.push(4)).toBe('4');
  });

  describe('whose first has waited for too long', () => {
    function heldQueue() {
      let time = 0;
      const gate = Promise.withResolvers<void>();
      const held = recordingQueue({
        groupLimit: 2,
        waitLimitMs: 100,
        now: () => time,
        run: async (items) => {
          await gate.promise;
          return items.map(String);
        },
      });
      const sleep = (ms: number) => {
        time += ms;
      };
      return { ...held, gate, sleep };
    }

    it('still takes whom the next group takes along', async () => {
      const { queue, gate, sleep } = heldQueue();
      const answers = [queue.push(1)];
      await turn();
      answers.push(queue.push(2));
      sleep(101);
      expect(queue.isFull).toBe(false);
      answers.push(queue.push(3));
      expect(queue.isFull).toBe(true);
      await expect(queue.push(4)).rejects.toThrow(QueueFull);
      gate.resolve();
      expect(await Promise.all(answers)).toEqual(['1', '2', '3']);
    });

    it('takes everybody as long as it moves', async () => {
      const { queue, gate, sleep, pushAll } = heldQueue();
      const answers = pushAll(1, 2, 3, 4, 5, 6);
      sleep(100);
      expect(queue.isFull).toBe(false);
      gate.resolve();
      expect(await answers).toHaveLength(6);
      sleep(1_000);
      expect(queue.isFull).toBe(false);
    });
  });

  it('begins a full group as soon as the one before is written', async () => {
    const gate = Promise.withResolvers<void>();
    const { queue, groups, pushAll } = recordingQueue({
      groupLimit: 2,
      run: async (items) => {
        await gate.promise;
        return items.map(String);
      },
    });
    const first = queue.push(1);
    await turn();
    const rest = pushAll(2, 3, 4);
    // The store's answer comes in a turn of its own, of which the rest may take for seconds.
    await turn();
    gate.resolve();
    await first;
    expect(groups).toEqual([[1], [2, 3]]);
    await rest;
    expect(groups).toEqual([[1], [2, 3], [4]]);
  });

  it('lets the event loop turn between groups', async () => {
    const seen: string[] = [];
    const { pushAll } = recordingQueue({
      groupLimit: 1,
      run: async (items) => {
        seen.push(`group ${items[0]}`);
        if (items[0] === 1) setImmediate(() => seen.push('somebody else'));
        return items.map(String);
      },
    });
    await pushAll(1, 2);
    expect(seen).toEqual(['group 1', 'somebody else', 'group 2']);
  });
});
