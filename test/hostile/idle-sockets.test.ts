// A thousand connections of which nothing comes, or never enough, while others claim: they are served as ever.
import { Agent } from 'node:http';
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import { atEnd } from '../kit/at-end.ts';
import { storeEnv } from '../kit/engine.ts';
import { httpPost, httpSend } from '../kit/http.ts';
import { openSocket, type RawSocket } from '../kit/raw-socket.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { signedCall } from '../kit/signed.ts';
import { tempDir } from '../kit/temp-dir.ts';

const sockets = 1_000;
const claims = 300;
/** What they wait for, each in its turn. */
const beginnings = ['', 'POST /sp/v1/coupon/receive HTTP/1.1\r\nHost: x\r\nX-Slow: ', 'P'];
/** A hundred times what is usual here. */
const stuckSeconds = 5;

it('claims are answered beside a thousand idle sockets', async () => {
  const env = { ...(await storeEnv(tempDir())), PORT: '0', SIMULATOR_PORT: '0', LOG_LEVEL: 'warn' };
  const server = await startServerProcess(env);
  const idle = await Promise.all(Array.from({ length: sockets }, () => openIdle(server.port)));
  for (const [n, { write }] of idle.entries()) write(beginnings[n % beginnings.length] ?? '');

  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  atEnd(() => agent.destroy());
  const startedAt = performance.now();
  const codes = await Promise.all(Array.from({ length: claims }, (_, n) => claim(server.url, agent, n)));
  const tookMs = performance.now() - startedAt;
  const { text } = await httpSend('GET', `${server.url}/metrics`, { agent });

  expect(new Set(codes)).toEqual(new Set([0]));
  const lag = (which: string) =>
    Number(new RegExp(`^nodejs_eventloop_lag_${which}_seconds (\\S+)$`, 'm').exec(text)?.[1]);
  console.info(
    `${claims} claims beside ${sockets} idle sockets took ${Math.round(tookMs)} ms; the server's event loop was late by ` +
      `${Math.round(lag('mean') * 1000)} ms on average, p99 ${Math.round(lag('p99') * 1000)} ms, at most ${Math.round(lag('max') * 1000)} ms`,
  );
  expect(lag('max')).toBeLessThan(stuckSeconds);
}, 60_000);

async function openIdle(port: number): Promise<RawSocket> {
  const opened = await openSocket(port);
  atEnd(() => opened.socket.destroy());
  return opened;
}

async function claim(url: string, agent: Agent, n: number): Promise<number> {
  const body = signedCall({
    app_channel_id: 1,
    stock_id: 'test001',
    user_code: `idle${n}`,
    request_id: `idle${n}`,
  });
  const { json } = await httpPost(url + spInterfaces['coupon.receive'].path, body, { agent });
  return json.code;
}
