// Offers a server more than it can do, from a process of its own. Prints one JSON line.
import type { LoadOrder } from '../load/order.ts';
import { runOverload } from '../load/overload.ts';

const order = JSON.parse(process.argv[2] ?? '') as LoadOrder & { perSecond: number };
process.stdout.write(`${JSON.stringify(await runOverload(order))}\n`);
