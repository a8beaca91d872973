// The fault: it answers before COMMIT.
import { hasty } from '../../kit/faulty/hasty.ts';
import { onSpoiltStore, serve } from '../../kit/faulty/serve.ts';
import { pause } from '../../kit/pause.ts';

/** Long enough to be killed in, on a slow machine too. */
const commitDelayMs = Number(process.env['COMMIT_DELAY_MS'] ?? 300);

await serve(onSpoiltStore((database) => hasty(database, () => pause(commitDelayMs))));
