// The fault: it answers before COMMIT.
import { pause } from '../../kit/pause.ts';
import { startFaulty } from './start-faulty.ts';

/** Long enough to be killed in, on a slow machine too. */
const commitDelayMs = Number(process.env['COMMIT_DELAY_MS'] ?? 300);

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
