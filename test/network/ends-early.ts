// A server that ends by itself soon after it has begun to serve.
import { readSettings } from '../../server/settings/settings.ts';
import { start } from '../../server/start.ts';

const { url } = await start(readSettings(process.env));
process.stdout.write(`${url}\n`);
setTimeout(() => process.exit(3), 1_000);
