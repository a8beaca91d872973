// The fault: what 出行服务 must be told is written apart from what changes the state.
import { outboxApart } from '../../kit/faulty/outbox-apart.ts';
import { onSpoiltStore, serve } from '../../kit/faulty/serve.ts';
import { pause } from '../../kit/pause.ts';

const betweenMs = 1_000;

await serve(onSpoiltStore((database) => outboxApart(database, () => pause(betweenMs))));
