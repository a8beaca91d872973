// A crowd of phones, each waiting for its coupon: a process of its own, so that its work is not the server's.
// node crowd.ts <url of the server>, with a token and a coupon a line on standard input
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { sampleHostAppId } from '../../../server/demo/sample.ts';
import { pluginPath } from '../../../shared/plugin/interfaces.ts';

const path = `${process.argv[2]}${pluginPath('watch')}`;
const agent = new Agent({ keepAlive: true });

for (const line of (await text(process.stdin)).trim().split('\n')) {
  const [token = '', couponId = ''] = line.split(' ');
  wait(token, couponId);
  // As many at once as a flood brings, not all in one turn.
  if (Math.random() < 0.02) await new Promise((later) => setTimeout(later, 10));
}

/** Asks again as soon as it is answered, as a phone does. */
function wait(token: string, couponId: string): void {
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    referer: `https://servicewechat.com/${sampleHostAppId}/7/page-frame.html`,
  };
  const asked = request(path, { method: 'POST', agent, headers }, (answer) => {
    answer.resume();
    answer.on('end', () => wait(token, couponId));
  });
  // When the server stops, so does the crowd.
  asked.on('error', () => process.exit(0));
  asked.end(JSON.stringify({ couponId, version: 1, language: 'zh' }));
}
