// The load generator as a process of its own, so that it can be kept on another core than the server. Prints one JSON line.
import { claimRequests } from './claims.ts';
import { runLoad } from './http-load.ts';

const [port, path, count, connections, expected] = process.argv.slice(2);
const requests = claimRequests(Number(count), path ?? '/');
const load = { host: '127.0.0.1', port: Number(port), connections: Number(connections), requests };
process.stdout.write(`${JSON.stringify(await runLoad({ ...load, expected: expected ?? '' }))}\n`);
