import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadMasterKey } from '../../../server/settings/secrets.ts';

describe('loadMasterKey', () => {
  let root: string;
  let dataDir: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'chelian-key-'));
    dataDir = join(root, 'data');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const demo = () => loadMasterKey({ mode: 'demo', masterKey: undefined, dataDir });

  it('makes a key that only its owner reads', () => {
    expect(demo()).toHaveLength(32);
    expect(statSync(join(dataDir, 'master.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });

  it('keeps the key from start to start', () => {
    expect(demo()).toEqual(demo());
  });

  it('prefers the key that was set', () => {
    const masterKey = Buffer.alloc(32, 7);
    expect(loadMasterKey({ mode: 'demo', masterKey, dataDir })).toBe(masterKey);
    expect(loadMasterKey({ mode: 'production', masterKey, dataDir })).toBe(masterKey);
  });

  it('makes no key up in production', () => {
    expect(() => loadMasterKey({ mode: 'production', masterKey: undefined, dataDir })).toThrow('MASTER_KEY');
  });

  it('does not replace a key that is damaged', () => {
    demo();
    writeFileSync(join(dataDir, 'master.key'), 'damaged');
    expect(demo).toThrow('does not hold a master key');
    expect(readFileSync(join(dataDir, 'master.key'), 'utf8')).toBe('damaged');
  });

  it('agrees between processes that start at once', async () => {
    const module = join(__dirname, '../../../server/settings/master-key.ts');
    const script = `import { demoMasterKey } from ${JSON.stringify(module)}; console.log(demoMasterKey(process.argv[1]).toString('hex'));`;
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, dataDir]);
    const outputs = await Promise.all(Array.from({ length: 6 }, run));
    expect(new Set(outputs.map(({ stdout }) => stdout.trim()))).toEqual(new Set([demo().toString('hex')]));
    expect(readdirSync(dataDir)).toEqual(['master.key']);
  });
});
