// 出行服务 as it gets callbacks: whatever carries a phone number it refuses, and repeats all of it in its complaint.
import { text } from 'node:stream/consumers';
import { sendJson } from '../../server/api/steps/send-json.ts';
import { atEnd } from '../kit/at-end.ts';
import { listenOn } from '../simulator/listening.ts';

export interface Peer {
  readonly url: string;
  /** Each repeats the call that it is about. */
  readonly complaints: readonly string[];
}

/** Closed after the test. */
export async function startPeer(): Promise<Peer> {
  const complaints: string[] = [];
  const { url, close } = await listenOn(async (request, response) => {
    const body = await text(request);
    const { mobile_phone: phone } = JSON.parse(body);
    if (phone === undefined) return sendJson(response, 200, { code: 0, message: 'successful' });
    const message = `mobile_phone ${phone} is blocked: ${body}`;
    complaints.push(message);
    sendJson(response, 200, { code: 400000, message });
  }, 0);
  atEnd(close);
  return { url, complaints };
}
