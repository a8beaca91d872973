import { classify } from '../../../server/delivery/outcome.ts';
import type { SendResult } from '../../../server/delivery/transport.ts';

const http = (httpStatus: number, body: string | object = ''): SendResult => ({
  kind: 'answered',
  httpStatus,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const failed = (sent: boolean): SendResult => ({ kind: 'failed', sent, error: 'ECONNRESET' });

const up = false;
const down = true;

it.each<[string, SendResult, string, boolean]>([
  ['200 and code 0', http(200, { code: 0, message: 'ok' }), 'ack', up],
  ['200 and code "0"', http(200, { code: '0' }), 'ack', up],
  ['200 and errCode 0', http(200, { errCode: 0, errMsg: '' }), 'ack', up],
  ['a connection that was refused', failed(false), 'retry', down],
  ['a reset after the request was written', failed(true), 'ambiguous', down],
  ['a body that could not be made', { kind: 'unsent', error: 'x' }, 'retry', up],
  ['an address that may not be called', { kind: 'refused', error: 'x' }, 'configuration', up],
  ['400', http(400, { code: 400000 }), 'retry', up],
  ['404', http(404), 'retry', up],
  ['429', http(429), 'retry', up],
  ['500', http(500, { code: 500000 }), 'retry', down],
  ['502', http(502), 'ambiguous', down],
  ['503', http(503), 'retry', down],
  ['504', http(504), 'ambiguous', down],
  ['busy', http(200, { code: 400101 }), 'retry', up],
  ['system error', http(200, { code: 500000 }), 'retry', up],
  ['200 with a web page', http(200, '<html>'), 'ambiguous', up],
  ['200 without a code', http(200, { message: 'ok' }), 'ambiguous', up],
  ['200 with an empty body', http(200), 'ambiguous', up],
  ['204', http(204), 'ambiguous', up],
  ['a redirect', http(302, { code: 0 }), 'permanent', up],
  ['a redirect to nowhere', http(300, { code: 0 }), 'permanent', up],
  ['a redirect with a code', http(300, { code: 400005 }), 'permanent', up],
  ['another success', http(201, { code: 0 }), 'ambiguous', up],
  ['a bad parameter', http(200, { code: 400000 }), 'permanent', up],
  ['a code nobody knows', http(200, { code: 77 }), 'permanent', up],
  ['an unknown api_key', http(200, { code: 400003 }), 'configuration', up],
  ['a stale timestamp', http(200, { code: 400004 }), 'configuration', up],
  ['a bad signature', http(200, { code: 400005 }), 'configuration', up],
  ['a bad signature with 400', http(400, { code: 400005 }), 'configuration', up],
  ['a bad signature with 401', http(401, { code: '400005' }), 'configuration', up],
])('takes %s for what it is', (_, result, kind, unreachable) => {
  expect(classify(result)).toMatchObject({ kind, unreachable });
});

it('keeps the peer’s code and message', () => {
  expect(classify(http(200, { errCode: '400000', msg: 'stock_id is empty' }))).toEqual({
    kind: 'permanent',
    unreachable: false,
    httpStatus: 200,
    code: 400000,
    message: 'stock_id is empty',
  });
});

it('cuts messages to 200 characters', () => {
  const { message } = classify(http(200, { code: 1, message: '长'.repeat(500) }));
  expect(message).toBe('长'.repeat(200));
});

it('shows how a foreign page begins', () => {
  expect(classify(http(200, '<html>\n  <title>Login</title>')).message).toBe(
    'not an answer: <html> <title>Login</title>',
  );
});

it('says that there was nothing', () => {
  for (const body of ['', ' \n']) expect(classify(http(200, body)).message).toBe('an empty body');
});

it('hides what must not be stored, wherever it stands', () => {
  const hide = (text: string) => text.replaceAll('13911112222', '***');
  const said = [
    http(400, { code: 400000, message: 'mobile_phone 13911112222' }),
    http(500, 'cannot tell 13911112222'),
    { kind: 'failed', sent: true, error: '13911112222 was cut off' },
    { kind: 'unsent', error: '13911112222 cannot be sent' },
    { kind: 'refused', error: '13911112222 is refused' },
  ] as const;
  expect(said.map((result) => classify(result, hide).message)).toEqual([
    'mobile_phone ***',
    'not an answer: cannot tell ***',
    '*** was cut off',
    '*** cannot be sent',
    '*** is refused',
  ]);
});
