import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings, SettingsError } from '../../../server/settings/settings.ts';

const KEY = 'ab'.repeat(32);

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe('readSettings', () => {
  it('runs the demo when nothing is set', () => {
    expect(readSettings({})).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 3000,
      simulatorPort: 3001,
      dataDir: './data',
      logLevel: 'info',
      trustProxy: false,
      allowPrivateCallbacks: true,
      masterKey: undefined,
      masterKeysOld: [],
      deliveryJitter: 0.5,
      strictNonce: false,
    });
  });

  it('treats empty variables as absent', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '', MASTER_KEY: ' ' })).toEqual(readSettings({}));
  });

  it('keeps production closed unless it is opened', () => {
    expect(readSettings({ NODE_ENV: 'production', MASTER_KEY: KEY, HOST: '0.0.0.0' })).toMatchObject({
      mode: 'production',
      host: '0.0.0.0',
      allowPrivateCallbacks: false,
      simulatorPort: undefined,
      masterKey: Buffer.from(KEY, 'hex'),
    });
  });

  it('keeps several processes away from SQLite', () => {
    expect(problemsOf({ WORKERS: '2' })).toEqual([
      expect.stringMatching(/^WORKERS .* SQLite has one writer/),
    ]);
    expect(problemsOf({ WORKERS: '1' })).toEqual([]);
    expect(problemsOf({ WORKERS: '2', DATABASE_URL: 'postgres://u@h/d' })).toEqual([]);
  });

  it('reports all problems at once in words', () => {
    const env = {
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      DELIVERY_JITTER: '1.5',
      HOST: '0.0.0.0',
      STRICT_NONCE: 'yes',
    };
    expect(() => readSettings(env)).toThrow(
      [
        'PORT must be a whole number from 0 to 65535, not "abc"',
        'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"',
        'STRICT_NONCE must be 0 or 1, not "yes"',
        'DELIVERY_JITTER must be a number from 0 to 1, not "1.5"',
        'HOST must be a loopback address in demo mode, not "0.0.0.0"; set NODE_ENV=production to serve others',
      ].join('\n'),
    );
  });

  it.each(['65536', '-1', '1e3', '0x10', '3.5', '３'])('refuses %s as a port number', (PORT) => {
    expect(problemsOf({ PORT })).toEqual([
      `PORT must be a whole number from 0 to 65535, not ${JSON.stringify(PORT)}`,
    ]);
  });

  it('requires a master key in production', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      'MASTER_KEY is required in production; make one with: openssl rand -hex 32',
    ]);
  });

  it('never repeats a secret that is malformed', () => {
    const env = { NODE_ENV: 'production', MASTER_KEY: 'canary', MASTER_KEYS_OLD: `${KEY},canary` };
    expect(problemsOf(env)).toHaveLength(2);
    expect(problemsOf(env).join()).not.toContain('canary');
  });

  it('reads master keys as hexadecimal or base64', () => {
    const key = Buffer.from(KEY, 'hex');
    const texts = [KEY.toUpperCase(), key.toString('base64'), key.toString('base64url')];
    expect(readSettings({ MASTER_KEY: KEY, MASTER_KEYS_OLD: texts.join(', ') })).toMatchObject({
      masterKey: key,
      masterKeysOld: [key, key, key],
    });
  });

  it.each(['mysql://u:canary@h/d', 'postgres://u:canary@h', 'u:canary@h', 'postgres://h/'])(
    'refuses a database like %s without repeating it',
    (DATABASE_URL) => {
      expect(problemsOf({ DATABASE_URL })).toEqual([
        'DATABASE_URL must be a URL that begins with postgres:// and names a host and a database',
      ]);
    },
  );

  it('takes a PostgreSQL by its URL', () => {
    for (const databaseUrl of ['postgres://u:p@h:5432/d', 'postgresql:///d?host=/run/postgresql'])
      expect(readSettings({ DATABASE_URL: databaseUrl })).toMatchObject({ databaseUrl });
  });

  it('keeps buckets to PostgreSQL', () => {
    expect(problemsOf({ BUCKETS: '8' })).toEqual([
      'BUCKETS above 1 is for PostgreSQL: set DATABASE_URL, or leave BUCKETS out',
    ]);
    expect(readSettings({ BUCKETS: '8', DATABASE_URL: 'postgres://h/d' })).toMatchObject({ buckets: 8 });
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', 'localhost'])('lets the demo listen on %s', (HOST) => {
    expect(readSettings({ HOST }).host).toBe(HOST);
  });

  it.each(['::', '192.168.1.2', '127.evil.example', 'localhost.example'])(
    'keeps the demo from listening on %s',
    (HOST) => {
      expect(problemsOf({ HOST })).toHaveLength(1);
    },
  );

  it.each([
    ['0', false],
    ['2', 2],
    ['10.0.0.1', ['10.0.0.1']],
    ['10.0.0.0/8, ::1, fd00::/8', ['10.0.0.0/8', '::1', 'fd00::/8']],
  ])('trusts the proxies named by %s', (TRUST_PROXY, trustProxy) => {
    expect(readSettings({ TRUST_PROXY }).trustProxy).toEqual(trustProxy);
  });

  it.each(['true', 'loopback', '11', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.1,'])(
    'refuses to trust %s as proxies',
    (TRUST_PROXY) => {
      expect(problemsOf({ TRUST_PROXY })).toHaveLength(1);
    },
  );

  it.each([
    [{ PORT: '0' }, 0],
    [{ PORT: '65535' }, 0],
    [{ PORT: '8080' }, 8081],
    [{ SIMULATOR_PORT: '9000' }, 9000],
    [{ SIMULATOR_PORT: '0' }, undefined],
  ])('finds the port of the simulator for %j', (env, port) => {
    expect(readSettings(env).simulatorPort).toBe(port);
  });

  it.each([
    [{}, 3002],
    [{ PORT: '0' }, 0],
    [{ SIMULATOR_PORT: '9000' }, 9001],
    [{ PREVIEW_PORT: '8000' }, 8000],
    [{ PREVIEW_PORT: '0' }, undefined],
    [{ SIMULATOR_PORT: '0', PREVIEW_PORT: '8000' }, undefined],
  ])('finds the port of the preview for %j', (env, port) => {
    expect(readSettings(env).previewPort).toBe(port);
  });

  it('refuses a simulator in the wrong place', () => {
    expect(problemsOf({ PORT: '9000', SIMULATOR_PORT: '9000' })).toEqual([
      'SIMULATOR_PORT must not be the same as PORT (9000)',
    ]);
    expect(problemsOf({ NODE_ENV: 'production', MASTER_KEY: KEY, SIMULATOR_PORT: '9000' })).toEqual([
      'SIMULATOR_PORT works in demo mode only, so remove it',
    ]);
    expect(problemsOf({ NODE_ENV: 'production', MASTER_KEY: KEY, PREVIEW_PORT: '9000' })).toEqual([
      'PREVIEW_PORT works in demo mode only, so remove it',
    ]);
  });
});

describe('loadEnvFile', () => {
  const module = join(__dirname, '../../../server/settings/settings.ts');
  const script = `import { loadEnvFile } from ${JSON.stringify(module)}; loadEnvFile(); console.log(process.env.PORT, process.env.HOST);`;
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chelian-env-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  // A process of its own: jest gives its tests a copy of the environment.
  const run = () =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: dir,
      env: { PORT: '1' },
      encoding: 'utf8',
    });

  it('lets the real environment win over the file', () => {
    writeFileSync(join(dir, '.env'), 'PORT=2\nHOST=::1\n');
    expect(run()).toBe('1 ::1\n');
  });

  it('does without a file that is absent', () => {
    expect(run()).toBe('1 undefined\n');
  });
});
