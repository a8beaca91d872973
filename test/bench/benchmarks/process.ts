// What a server process costs: how long it starts, what it holds in memory, what a coupon takes on disk.
import type { ServerProcess } from '../../kit/process.ts';
import { type Benchmark, coresOf, type Engine, engineName, engines, type Lab } from '../lab.ts';
import { countCell, mibCell, msCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, echoesOn } from '../servers/load.ts';
import { residentBytes } from '../servers/memory.ts';
import { startChelian, startEcho, stop } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore, type Store } from '../stores/store.ts';

interface Start {
  readonly readyMs: number;
  readonly bytes: number;
}

interface Loaded {
  readonly residentBytes: number;
  readonly bytesPerCoupon?: number;
}

export const processCosts: Benchmark = {
  name: 'process',
  title: 'The process',
  async run(lab) {
    const stores = { sqlite: await openStore(lab, 'sqlite'), postgres: await openStore(lab, 'postgres') };
    const starts = await takeTurns(
      lab.sizes.rounds,
      {
        bare: () => startOnce(() => startEcho(lab, 'apart')),
        sqlite: () => startOnce(() => startChelian(lab, stores.sqlite, 'apart')),
        postgres: () => startOnce(() => startChelian(lab, stores.postgres, 'apart')),
      },
      lab.say,
    );
    const loaded = {
      bare: await loadBare(lab),
      sqlite: await loadOurs(lab, 'sqlite', stores.sqlite),
      postgres: await loadOurs(lab, 'postgres', stores.postgres),
    };
    const row = (name: keyof typeof starts, title: string) => {
      const { bytesPerCoupon, residentBytes } = loaded[name];
      return [
        title,
        msCell(median(ready(starts[name]))),
        ratioCell(ratioOf(ready(starts[name]), ready(starts.bare))),
        mibCell(median(starts[name].map(({ bytes }) => bytes))),
        mibCell(residentBytes),
        bytesPerCoupon === undefined ? '–' : countCell(bytesPerCoupon),
      ];
    };
    const load = `RSS MiB after ${countCell(claimsOf(lab))} claims`;
    const head = ['server', 'ready in ms', '÷ bare', 'RSS MiB', load, 'bytes on disk a coupon'];
    const rows = [
      row('bare', 'bare Express'),
      ...engines.map((engine) => row(engine, `chelian-coupon on ${engineName(engine)}`)),
    ];
    return { tables: [{ head, rows }], raw: { starts, loaded } };
  },
};

const ready = (starts: readonly Start[]): number[] => starts.map(({ readyMs }) => readyMs);
const claimsOf = ({ sizes }: Lab): number => sizes.requests * sizes.rounds;

async function startOnce(start: () => Promise<ServerProcess>): Promise<Start> {
  const server = await start();
  const bytes = residentBytes(server);
  await stop(server);
  return { readyMs: server.readyMs, bytes };
}

async function loadBare(lab: Lab): Promise<Loaded> {
  const server = await startEcho(lab, 'apart');
  await echoesOn(lab, server, 'apart', { requests: claimsOf(lab) })();
  const loaded = { residentBytes: residentBytes(server) };
  await stop(server);
  return loaded;
}

/** What is on disk is counted when the server has closed its store. */
async function loadOurs(lab: Lab, engine: Engine, store: Store): Promise<Loaded> {
  const before = await store.bytes();
  const cores = coresOf(engine);
  const server = await startChelian(lab, store, cores);
  await claimsOn(lab, server, cores, { requests: claimsOf(lab) })();
  const resident = residentBytes(server);
  await stop(server);
  return {
    residentBytes: resident,
    bytesPerCoupon: ((await store.bytes()) - before) / claimsOf(lab),
  };
}
