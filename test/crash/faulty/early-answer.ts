// The fault: it answers before COMMIT.
import { pause } from '../../kit/pause.ts';
import { startFaulty } from './start-faulty.ts';

const commitDelayMs = 40;

await startFaulty((database) => ({
  ...database,
  transaction: (work) =>
    new Promise((resolve, reject) => {
      database
        .transaction(async (tx) => {
          resolve(await work(tx));
          await pause(commitDelayMs);
        })
        .catch(reject);
    }),
}));
