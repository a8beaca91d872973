import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { markClosing } from '../../../server/ops/closing.ts';
import { drainServer } from '../../../server/ops/drain.ts';
import { ask } from '../../kit/callers.ts';

/** A server that drains, and where its others have got to. */
async function drainBesideOthers(events: string[]) {
  const server = createServer((_request, answer) => void answer.end('ok'));
  const closing = markClosing(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const others = { handedOver: Promise.withResolvers<void>(), closed: Promise.withResolvers<void>() };
  const holding = Promise.withResolvers<void>();
  const isClosing = Promise.withResolvers<void>();
  const together = {
    holding() {
      events.push('holding');
      holding.resolve();
    },
    handedOver: () => others.handedOver.promise,
    closed() {
      events.push('closed');
      isClosing.resolve();
      return others.closed.promise;
    },
  };
  const drained = drainServer(server, { graceMs: 0, timeoutMs: 5_000, closing, together });
  return { port, others, drained, holding: holding.promise, isClosing: isClosing.promise };
}

describe('draining beside others', () => {
  it('answers nobody before all have closed', async () => {
    const events: string[] = [];
    const { port, others, drained, holding, isClosing } = await drainBesideOthers(events);
    await holding;
    const asked = ask(false, port).then((outcome) => events.push(outcome));
    others.handedOver.resolve();
    await isClosing;
    expect(await ask(false, port)).toBe('ECONNREFUSED');
    expect(events).toEqual(['holding', 'closed']);
    others.closed.resolve();
    await asked;
    await drained;
    expect(events).toEqual(['holding', 'closed', '200']);
  });

  it('listens until it has what was accepted for it', async () => {
    const events: string[] = [];
    const { port, others, drained, holding } = await drainBesideOthers(events);
    await holding;
    const asked = ask(false, port);
    others.closed.resolve();
    others.handedOver.resolve();
    expect(await asked).toBe('200');
    await drained;
  });
});
