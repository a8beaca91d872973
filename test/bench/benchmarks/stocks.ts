// One stock that everybody claims from, and many stocks.
import { type Benchmark, coresOf, engineName, engines } from '../lab.ts';
import { countCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, perSecond } from '../servers/load.ts';
import { startChelian } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

export const stocks: Benchmark = {
  name: 'stocks',
  title: 'One hot stock and many stocks',
  async run(lab) {
    const count = lab.sizes.stocks;
    const rows: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const cores = coresOf(engine);
      const server = await startChelian(lab, await openStore(lab, engine, { stocks: count }), cores);
      const measured = await takeTurns(
        lab.sizes.rounds,
        {
          one: claimsOn(lab, server, cores),
          many: claimsOn(lab, server, cores, { stocks: count }),
        },
        lab.say,
      );
      rows.push([
        engineName(engine),
        countCell(median(perSecond(measured.one))),
        countCell(median(perSecond(measured.many))),
        ratioCell(ratioOf(perSecond(measured.many), perSecond(measured.one))),
      ]);
      raw[engine] = measured;
    }
    const head = ['store', 'one hot stock: claims /s', `${countCell(count)} stocks: claims /s`, 'ratio'];
    return { tables: [{ head, rows }], raw };
  },
};
