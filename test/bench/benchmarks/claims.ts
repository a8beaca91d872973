// Claims over HTTP beside a bare Express route that echoes the same bodies.
import { type Benchmark, coresOf, engineName } from '../lab.ts';
import { countCell, goalCell, ratioCell } from '../report.ts';
import { takeTurns } from '../rounds.ts';
import { claimsOn, echoesOn, perSecond } from '../servers/load.ts';
import { startChelian, startEcho } from '../servers/start.ts';
import { median, ratioOf } from '../statistics.ts';
import { openStore } from '../stores/store.ts';

export const claims: Benchmark = {
  name: 'claims',
  title: 'Claims over HTTP',
  async run(lab) {
    const [sqlite, postgres] = [await openStore(lab, 'sqlite'), await openStore(lab, 'postgres')];
    const [apart, together] = [coresOf('sqlite'), coresOf('postgres')];
    const ours = {
      sqlite: await startChelian(lab, sqlite, apart),
      postgres: await startChelian(lab, postgres, together),
      twoProcesses: await startChelian(lab, await openStore(lab, 'postgres'), together, { workers: 2 }),
    };
    const measured = await takeTurns(
      lab.sizes.rounds,
      {
        bareApart: echoesOn(lab, await startEcho(lab, apart), apart),
        sqlite: claimsOn(lab, ours.sqlite, apart),
        bareTogether: echoesOn(lab, await startEcho(lab, together), together),
        postgres: claimsOn(lab, ours.postgres, together),
        twoProcesses: claimsOn(lab, ours.twoProcesses, together),
      },
      lab.say,
    );
    const row = (
      store: string,
      processes: number,
      [name, bare]: [keyof typeof measured, keyof typeof measured],
      goal?: number,
    ) => {
      const ratio = ratioOf(perSecond(measured[name]), perSecond(measured[bare]));
      return [
        store,
        String(processes),
        countCell(median(perSecond(measured[bare]))),
        countCell(median(perSecond(measured[name]))),
        ratioCell(ratio),
        goalCell(ratio.median, goal === undefined ? undefined : { atLeast: goal }),
      ];
    };
    return {
      tables: [
        {
          head: ['store', 'server processes', 'bare Express /s', 'claims /s', 'ratio', 'goal'],
          rows: [
            row(engineName('sqlite'), 1, ['sqlite', 'bareApart'], 0.7),
            row(engineName('postgres'), 1, ['postgres', 'bareTogether'], 0.5),
            row(engineName('postgres'), 2, ['twoProcesses', 'bareTogether']),
          ],
        },
      ],
      raw: measured,
    };
  },
};
