// Loaded into a server before its own code: measures how long its event loop was held up, and tells whoever connects to the socket.
import { createServer } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Each sample is the time between two turns of a timer of this period, so the period has to be taken off. */
const periodMs = 1;
const delay = monitorEventLoopDelay({ resolution: periodMs });
delay.enable();

createServer((socket) => {
  socket.end(String(Math.max(0, delay.max / 1e6 - periodMs)));
  delay.reset();
})
  .listen(process.env['BENCH_STALL_SOCKET'])
  .unref();
