import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createLog, type Log } from '../../../server/ops/log.ts';

const CANARY = 'canary-13911112222';

function logged(write: (log: Log) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => lines.push(line) }));
  expect(lines).toHaveLength(1);
  return lines.join('');
}

describe('createLog', () => {
  it('writes a line of JSON with ISO time', () => {
    const line = JSON.parse(logged((log) => log.info({ interface: 'claim', code: 0 }, 'answered')));
    expect(line).toMatchObject({ level: 30, interface: 'claim', code: 0, msg: 'answered' });
    expect(new Date(line.time).toISOString()).toBe(line.time);
  });

  it('leaves out what is below its level', () => {
    expect(
      logged((log) => {
        log.debug('no');
        log.warn('yes');
      }),
    ).toContain('yes');
  });

  it.each([
    'mobile_phone',
    'mobilePhone',
    'phone',
    'secret',
    'api_secret',
    'apiSecret',
    'sign',
    'signature',
    'redeemCode',
    'redeem_code',
    'token',
    'access_token',
    'authorization',
    'Authorization',
    'Set-Cookie',
    'masterKey',
    'MASTER_KEY',
    'MASTER_KEYS_OLD',
  ])('hides %s wherever it stands', (key) => {
    const secret = { [key]: CANARY };
    const line = logged((log) =>
      log.info({ ...secret, one: secret, two: { three: secret }, list: [[secret]] }, 'message'),
    );
    expect(line).not.toContain(CANARY);
    expect(line.match(/\[redacted\]/g)).toHaveLength(4);
  });

  it('hides secrets in bindings of any child', () => {
    const line = logged((log) =>
      log
        .child({ phone: CANARY })
        .child({ call: { sign: CANARY } })
        .info('hello'),
    );
    expect(line).not.toContain(CANARY);
    expect(line).toContain('"call":{"sign":"[redacted]"}');
  });

  it('hides secrets that the message interpolates', () => {
    expect(logged((log) => log.info('got %o', { secret: CANARY }))).not.toContain(CANARY);
  });

  it('hides secrets that an error carries', () => {
    const error = Object.assign(new Error('failed', { cause: new Error('disk full') }), { secret: CANARY });
    for (const line of [logged((log) => log.error(error)), logged((log) => log.error({ err: error }))]) {
      expect(line).not.toContain(CANARY);
      expect(JSON.parse(line)).toMatchObject({ err: { type: 'Error', message: 'failed: disk full' } });
    }
    expect(JSON.parse(logged((log) => log.error(error))).msg).toBe('failed');
  });

  it('never writes raw bytes', () => {
    expect(logged((log) => log.info({ body: Buffer.from('abc') }))).toContain('"body":"[3 bytes]"');
  });

  it('survives cycles and numbers beyond JSON', () => {
    const cycle: Record<string, unknown> = { id: 2n ** 63n };
    cycle['self'] = cycle;
    expect(logged((log) => log.info({ cycle }))).toContain('"self":"[Circular]"');
  });

  it('looks into objects that render themselves', () => {
    const at = new Date(0);
    const line = logged((log) => log.info({ at, call: { toJSON: () => ({ token: CANARY, id: 7 }) } }));
    expect(JSON.parse(line)).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      call: { id: 7, token: '[redacted]' },
    });
  });
});

describe('flushLog', () => {
  it('loses no line of a dying process', () => {
    const module = join(__dirname, '../../../server/ops/log.ts');
    const script = `
      import { createLog, flushLog } from ${JSON.stringify(module)};
      const log = createLog('info');
      for (let i = 0; i < 500; i++) log.info({ i }, 'line');
      flushLog(log);
      process.kill(process.pid, 'SIGKILL');`;
    let output = '';
    try {
      execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    expect(output.trim().split('\n')).toHaveLength(500);
  });
});
