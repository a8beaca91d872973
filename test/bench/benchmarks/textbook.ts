// Groups of claims that share a transaction, beside a transaction for each request.
import { type Benchmark, coresOf, engineName, engines } from '../lab.ts';
import { countCell, goalCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, perSecond } from '../servers/load.ts';
import { startChelian, startTextbook } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

const goals = { sqlite: undefined, postgres: { atLeast: 15 } };

export const textbook: Benchmark = {
  name: 'textbook',
  title: 'Group commit and the textbook',
  async run(lab) {
    const rows: string[][] = [];
    const raw: Record<string, object> = {};
    for (const engine of engines) {
      const cores = coresOf(engine);
      const grouped = await startChelian(lab, await openStore(lab, engine), cores);
      const single = await startTextbook(lab, await openStore(lab, engine), cores);
      const measured = await takeTurns(
        lab.sizes.rounds,
        {
          textbook: claimsOn(lab, single, cores, { requests: lab.sizes.textbookRequests[engine] }),
          grouped: claimsOn(lab, grouped, cores),
        },
        lab.say,
      );
      const ratio = ratioOf(perSecond(measured.grouped), perSecond(measured.textbook));
      rows.push([
        engineName(engine),
        countCell(median(perSecond(measured.textbook))),
        countCell(median(perSecond(measured.grouped))),
        ratioCell(ratio),
        goalCell(ratio.median, goals[engine]),
      ]);
      raw[engine] = measured;
    }
    const head = ['store', 'textbook /s', 'in groups /s', 'ratio', 'goal'];
    return { tables: [{ head, rows }], raw };
  },
};
