// The Chromium of @sparticuz/chromium, unpacked once beside the packages with the libraries and the font that a bare Linux lacks.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const packages = resolve('node_modules');

/** @returns undefined: there is none for this machine */
export async function packedChromium(): Promise<{ path: string; env: NodeJS.ProcessEnv } | undefined> {
  const manifest = join(packages, '@sparticuz/chromium/package.json');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(manifest)) return undefined;
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(packages, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  const { LD_LIBRARY_PATH: others } = process.env;
  const libraries = [join(folder, 'al2023/lib'), ...(others ? [others] : [])].join(':');
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, 'fonts') };
  return { path: join(folder, 'chromium'), env };
}

/** In a process of its own, because the package unpacks to where TMPDIR says; moved when it is whole, because others may do the same now. */
async function unpack(folder: string): Promise<void> {
  mkdirSync(join(folder, '..'), { recursive: true });
  const half = mkdtempSync(`${folder}-`);
  const script = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    // On Lambda the package brings the libraries, too.
    env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
  // Its own names places that are Lambda's.
  writeFileSync(join(half, 'fonts/fonts.conf'), fontsConf(join(folder, 'fonts')));
  try {
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true });
  }
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`;
