// The scan code's life: one request at a time, fresh at 80 %, owned up to when stale.
import type { CodeView } from '../../../plugin/services/code-desk.ts';
import { aCode, now } from '../kit/builders.ts';
import { Refusal } from '../kit/fake-server.ts';
import { newPhone, type Phone, pass, pluginModule, settle } from '../kit/phone.ts';

let phone: Phone;

beforeEach(() => {
  phone = newPhone();
});

function newDesk() {
  const { visitOf } = pluginModule<typeof import('../../../plugin/services/visit.ts')>('services/visit');
  const { newCodeDesk } =
    pluginModule<typeof import('../../../plugin/services/code-desk.ts')>('services/code-desk');
  const views: CodeView[] = [];
  return { desk: newCodeDesk(visitOf({}, {}).call, '7001', (view) => views.push(view)), views };
}

const asked = () => phone.server.askedFor('code').length;

describe('a code desk', () => {
  it('asks once, however often it is started', async () => {
    phone.server.answers('code', aCode());
    const { desk, views } = newDesk();
    desk.start();
    desk.start();
    await settle();
    desk.start();
    await settle();
    expect(asked()).toBe(1);
    expect(views.at(-1)).toMatchObject({ stale: false, busy: false });
    desk.stop();
  });

  it('waits for the answer that is under way', async () => {
    phone.server.answers('code', 'never');
    const { desk } = newDesk();
    desk.start();
    await settle();
    desk.start();
    await settle();
    expect(asked()).toBe(1);
    desk.stop();
  });

  it('asks for the next one at its time', async () => {
    phone.server.answers('code', aCode(), aCode({ refreshAt: now + 96_000, validUntilAt: now + 120_000 }));
    const { desk } = newDesk();
    desk.start();
    await pass(47_000);
    expect(asked()).toBe(1);
    await pass(2_000);
    expect(asked()).toBe(2);
    desk.stop();
  });

  it('shows a code as stale when it comes back too late', async () => {
    phone.server.answers('code', aCode(), 'never');
    const { desk, views } = newDesk();
    desk.start();
    await settle();
    desk.stop();
    jest.setSystemTime(now + 3_600_000);
    desk.start();
    expect(views.at(-1)).toMatchObject({ stale: true, busy: true });
    desk.stop();
  });

  it('tries again by itself, and stops when told to', async () => {
    phone.server.answers('code', 'offline');
    const { desk, views } = newDesk();
    desk.start();
    await pass(10_000);
    expect(asked()).toBeGreaterThan(2);
    expect(views.at(-1)?.failure?.code).toBe('offline');
    desk.stop();
    const before = asked();
    await pass(60_000);
    expect(asked()).toBe(before);
  });

  it('does not insist where there will be no code', async () => {
    phone.server.answers('code', new Refusal('notRedeemable'));
    const { desk } = newDesk();
    desk.start();
    await pass(60_000);
    expect(asked()).toBe(1);
  });
});
