// The program. Compiled code is kept between starts: the next one is ready sooner and in half the memory, since nothing has to be
// stripped of its types again. That must be switched on before the rest is loaded.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { serve } = await import('./serve.ts');
await serve(process.argv.slice(2));
