// Loaded before a program (node --import): everything that the server consists of, and then it holds the program back until it is told to
// begin. Loading is most of what a start costs, so a crash loop has it done while the server before is still alive.
import { flushCompileCache } from 'node:module';
import { text } from 'node:stream/consumers';

await import('../../server/serve.ts');
await import('../../server/serve-alone.ts');
if (process.env['DATABASE_URL'] !== undefined) await import('../../server/store/postgres.ts');
// Whoever is killed leaves no cache behind, unless it is written before.
flushCompileCache();

// Nothing is said where the test run ended first.
if ((await text(process.stdin)) !== 'begin') process.exit();
