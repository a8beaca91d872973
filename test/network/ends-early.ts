// A server that ends by itself soon after it has begun to serve.
import { serve } from '../kit/faulty/serve.ts';

await serve();
setTimeout(() => process.exit(3), 1_000);
