// The load generator as a process of its own, so that it can be kept on another core than the server. Prints one JSON line.
import type { LoadOrder } from '../load/order.ts';
import { runLoad } from '../load/run.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
process.stdout.write(`${JSON.stringify(await runLoad(order))}\n`);
