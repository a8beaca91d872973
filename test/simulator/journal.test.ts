// The state file: what a restart finds again, and what it makes of a damaged one.
import { once } from 'node:events';
import fs from 'node:fs';
import { connect } from 'node:net';
import { call, ourMessages, send, successful, useSimulators, useStateFile } from './fixtures.ts';
import { openJournal } from './journal.ts';
import type { Simulator } from './simulator.ts';

const start = useSimulators();
const newStateFile = useStateFile();

async function sendAll(simulator: Simulator): Promise<void> {
  await send(simulator, 'stock.rsync');
  await send(simulator, 'coupon.rsync');
  await send(simulator, 'coupon.status.rsync');
  await send(simulator, 'stock.status.rsync', { stock_id: 'unknown', stock_status: 3 });
}

describe('a restart', () => {
  it('finds state and callbacks as they were', async () => {
    const stateFile = newStateFile();
    const before = await start({ stateFile });
    await sendAll(before);
    await before.close();
    const after = await start({ stateFile });
    expect(after.state()).toEqual(before.state());
    expect(after.received()).toEqual(before.received());
    expect(after.state().coupons).toHaveLength(1);
  });

  it('goes on counting where it ended', async () => {
    const stateFile = newStateFile();
    const before = await start({ stateFile, keep: 1 });
    await sendAll(before);
    await before.close();
    const after = await start({ stateFile, keep: 1 });
    await send(after, 'stock.rsync');
    expect(after.received()).toMatchObject([{ n: 5 }]);
  });

  it('applies dropped callbacks and no unanswered ones', async () => {
    const stateFile = newStateFile();
    const plan = { rules: [{ fault: 'malformed', first: 1 } as const, { fault: 'drop', first: 2 } as const] };
    const before = await start({ stateFile, plan });
    await send(before, 'stock.rsync', { ...ourMessages['stock.rsync'], stock_id: 'lost' });
    await send(before, 'stock.rsync');
    await before.close();
    expect((await start({ stateFile })).state().stocks).toMatchObject([{ stock_id: 'test001' }]);
  });

  it('remembers that the state was cleared', async () => {
    const stateFile = newStateFile();
    const before = await start({ stateFile });
    await sendAll(before);
    await call(`${before.url}/state`, 'DELETE');
    await before.close();
    const after = await start({ stateFile });
    expect(after.state()).toEqual({ stocks: [], coupons: [] });
    expect(after.received()).toHaveLength(4);
  });

  it('is not needed: lines are there with the answer', async () => {
    const stateFile = newStateFile();
    await sendAll(await start({ stateFile }));
    expect((await start({ stateFile })).received()).toHaveLength(4);
  });
});

describe('a state file', () => {
  it('loses its torn last line and goes on', async () => {
    const stateFile = newStateFile();
    const first = await start({ stateFile });
    await sendAll(first);
    await first.close();
    fs.appendFileSync(stateFile, fs.readFileSync(stateFile, 'utf8').split('\n')[1]?.slice(0, -5) ?? '');
    const second = await start({ stateFile });
    expect(second.received()).toHaveLength(4);
    await send(second, 'stock.rsync');
    await second.close();
    expect((await start({ stateFile })).received()).toHaveLength(5);
  });

  it.each(['nonsense', '{"received":{"n":1}}', '{"n":1}'])('is refused with %s inside', async (line) => {
    const stateFile = newStateFile();
    await sendAll(await start({ stateFile }));
    fs.appendFileSync(stateFile, `${line}\n`);
    await expect(start({ stateFile })).rejects.toThrow(`${stateFile}: line 5 is damaged`);
  });

  it('is for its owner only', async () => {
    const stateFile = newStateFile();
    await start({ stateFile });
    expect(fs.statSync(stateFile).mode & 0o077).toBe(0);
  });

  it('is released when the port is taken', async () => {
    const { port } = await start();
    const close = jest.spyOn(fs, 'closeSync');
    await expect(start({ port, stateFile: newStateFile() })).rejects.toThrow('EADDRINUSE');
    expect(close).toHaveBeenCalledTimes(1);
    close.mockRestore();
  });
});

it('has everything that was decided when it closes', async () => {
  const stateFile = newStateFile();
  const simulator = await start({ stateFile });
  const socket = connect(simulator.port, '127.0.0.1').on('error', () => {});
  socket.write('POST /stock/rsync HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n');
  // The interim answer says that the callback has arrived, but for its body.
  await once(socket, 'data');
  await simulator.close();
  expect(simulator.received()).toMatchObject([{ message: 'body: ended early' }]);
  expect(fs.readFileSync(stateFile, 'utf8')).toContain('body: ended early');
});

describe('a callback that cannot be written down', () => {
  const full = new Error('no space left on device');

  it('is neither applied nor acknowledged', async () => {
    const lines: string[] = [];
    const simulator = await start({ stateFile: newStateFile(), log: (line) => lines.push(line) });
    const write = jest.spyOn(fs, 'appendFileSync').mockImplementationOnce(() => {
      throw full;
    });
    expect(await send(simulator, 'stock.rsync')).toMatchObject({ status: 500 });
    expect(simulator.state().stocks).toEqual([]);
    expect(simulator.received()).toEqual([]);
    expect(lines).toEqual([`the simulator itself failed at a request: ${full}`]);
    write.mockRestore();
  });

  it('leaves no half of a line behind', () => {
    const file = newStateFile();
    const journal = openJournal(file, () => {});
    journal.append({ a: 1 });
    const { appendFileSync: write } = fs;
    const half = jest.spyOn(fs, 'appendFileSync').mockImplementationOnce((target, data) => {
      write(target, data.slice(0, 3));
      throw full;
    });
    expect(() => journal.append({ a: 2 })).toThrow(full);
    half.mockRestore();
    journal.append({ a: 3 });
    journal.close();
    expect(fs.readFileSync(file, 'utf8')).toBe('{"a":1}\n{"a":3}\n');
  });
});

it('writes down refused callbacks but not their effects', async () => {
  const stateFile = newStateFile();
  const before = await start({ stateFile });
  await send(before, 'coupon.rsync');
  await before.close();
  const after = await start({ stateFile });
  expect(after.received()).toMatchObject([{ code: 400201 }]);
  expect(await send(after, 'stock.rsync')).toEqual(successful);
  expect(after.state().coupons).toEqual([]);
});

it('replays entries in their order', () => {
  const file = newStateFile();
  fs.writeFileSync(file, '{"a":1}\n{"a":2}\n');
  const entries: unknown[] = [];
  openJournal(file, (entry) => entries.push(entry)).close();
  expect(entries).toEqual([{ a: 1 }, { a: 2 }]);
});
