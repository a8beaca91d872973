// Events delivered, beside bare POSTs of the same body to the same sink over as many connections.
import { variables } from '../../../server/settings/variables.ts';
import { openBacklog } from '../callbacks/backlog.ts';
import { type Benchmark, coresOf, type Engine, engineName, engines, type Lab } from '../lab.ts';
import type { PostOrder } from '../processes/poster.ts';
import type { SinkCount } from '../processes/sink.ts';
import { countCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { onServerCore } from '../servers/cores.ts';
import { runProcess } from '../servers/run.ts';
import { startChelian, startSink } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

export const callbacks: Benchmark = {
  name: 'callbacks',
  title: 'Callbacks',
  async run(lab) {
    const rows: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const { drained, ...measured } = await measure(lab, engine);
      rows.push([
        engineName(engine),
        countCell(median(measured.bare)),
        countCell(median(measured.delivered)),
        ratioCell(ratioOf(measured.delivered, measured.bare)),
        ((drained.lastAt - drained.firstAt) / 1000).toFixed(1),
      ]);
      raw[engine] = { ...measured, backlog: drained };
    }
    const backlog = countCell(lab.sizes.backlog);
    const head = ['store', 'bare POSTs /s', 'events /s', 'ratio', `${backlog} events drained in s`];
    return { tables: [{ head, rows }], raw };
  },
};

async function measure(lab: Lab, engine: Engine) {
  const { sizes } = lab;
  const cores = coresOf(engine);
  const store = await openStore(lab, engine);
  const sink = await startSink(lab, cores);
  await startChelian(lab, store, cores);
  const backlog = await openBacklog(lab, store, sink.url);
  // The first event of a coupon waits for its stock's: let that be confirmed before anything is measured.
  await backlog.deliver(1);
  const { body } = await backlog.deliver(1);
  const order: PostOrder = {
    port: sink.port,
    calls: sizes.events,
    concurrency: Number(variables.deliveryConcurrency.default),
    body,
  };
  const post = () => runProcess<{ perSecond: number }>('poster', order, { wrapper: onServerCore(cores) });
  const measured = await takeTurns(
    sizes.rounds,
    {
      bare: async () => (await post()).perSecond,
      delivered: async () => perSecond(await backlog.deliver(sizes.events)),
    },
    lab.say,
  );
  lab.say(`a backlog of ${sizes.backlog} events`);
  return { ...measured, drained: await backlog.deliver(sizes.backlog) };
}

const perSecond = ({ calls, firstAt, lastAt }: SinkCount): number =>
  ((calls - 1) * 1000) / (lastAt - firstAt);
