// What the log says about people's calls: how each failure is found again, and never what would let somebody in.
import { StoreUnavailable } from '../../../../server/usecase/errors.ts';
import { logLines } from '../../../kit/log-lines.ts';
import { claimFor } from '../../../kit/merchant.ts';
import { runningStock } from '../../../kit/stocks.ts';
import { expectFailure } from './expect.ts';
import { openTill } from './till.ts';
import { startVisits } from './visits.ts';

async function logged(level: 'trace' | 'info' = 'trace') {
  const lines = logLines(level);
  const visits = await startVisits({ log: lines.log });
  return { lines, visits };
}

it('holds the reference of each refusal', async () => {
  const { lines, visits } = await logged('info');
  const somebody = await visits.visitor();
  const { reference } = (await somebody.ask('coupon', { couponId: '1' })).json.error;
  expect(await lines.line(new RegExp(reference))).toMatchObject({
    ...{ interface: 'coupon', code: 'notFound', reference, remote: '127.0.0.1' },
    msg: 'plugin call refused',
  });
});

it('says why a claim was refused', async () => {
  const { lines, visits } = await logged('info');
  const somebody = await visits.visitor();
  const stockId = await runningStock(visits.server.context, { max_coupons_per_user: 1 });
  const { offers } = await somebody.get('offers', { stockIds: [stockId] });
  await claimFor(visits.server.context, stockId, somebody.userCode);
  const answer = await somebody.ask('claim', { ticket: offers[0]?.ticket ?? '' });
  const line = await lines.line(new RegExp(answer.json.error.reference));
  expect(line).toMatchObject({ code: 'claimRefused', detail: 'limit-reached' });
});

it('holds the cause of a failure of ours beside its reference', async () => {
  const { lines, visits } = await logged('info');
  const somebody = await visits.visitor();
  const { read } = visits.server.context.database;
  const broken = jest.spyOn(read, 'all').mockRejectedValue(new StoreUnavailable('the disk is gone'));
  const answer = await somebody.ask('coupons', {});
  broken.mockRestore();
  expectFailure(answer, 'systemError');
  expect(answer.text).not.toContain('disk');
  const line = await lines.line(/plugin call failed/);
  expect(line).toMatchObject({
    ...{ reference: answer.json.error.reference, level: 50 },
    err: { message: expect.stringContaining('the disk is gone') },
  });
});

it('never holds a token, an openpid, a code or a ticket', async () => {
  const { lines, visits } = await logged();
  const { wechat } = visits;
  const code = wechat.issueCode('openpid-in-secret');
  const launch = visits.ticket({ user: 'secretive' });
  const opened = await visits.open({ code, query: { ticket: launch } });
  const { token } = opened.json.data;
  const again = { openpid: 'another-openpid-in-secret', query: { ticket: launch } };
  expectFailure(await visits.open(again), 'identityRefused');
  expectFailure(await visits.open({ code, query: {} }), 'loginFailed');
  wechat.fail({ kind: 'html', path: '/wxa/getpluginopenpid' });
  expectFailure(await visits.open({ code, query: {} }), 'systemError');

  const somebody = await visits.visitor();
  const stockId = await runningStock(visits.server.context);
  const { offers } = await somebody.get('offers', { stockIds: [stockId] });
  const ticket = offers[0]?.ticket ?? '';
  const { coupon } = await somebody.get('claim', { ticket });
  const shown = await somebody.get('code', { couponId: coupon.couponId });
  expectFailure(await somebody.ask('claim', { ticket: `${ticket}x` }), 'badRequest');
  expect(await (await openTill(visits)).redeem(shown.code)).toBe('done');
  const { read } = visits.server.context.database;
  const [row] = await read.all<{ token_hash: string }>('SELECT token_hash FROM plugin_session');
  const secrets = [token, somebody.token, row?.token_hash, code, launch, ticket, shown.code];
  const text = lines.text();
  expect(text).toContain('plugin call refused');
  for (const secret of [...secrets, 'openpid-in-secret', somebody.openpid, launch.split('.')[1]]) {
    expect(secret).toEqual(expect.any(String));
    expect(text).not.toContain(secret);
  }
});
