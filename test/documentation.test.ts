// The documentation tells nothing that is not there: every link leads somewhere, every command can be called as it stands.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { runCommand } from './kit/cli.ts';

const root = join(__dirname, '..');
const top = ['README.md', 'README.zh-CN.md', 'SECURITY.md', 'CHANGELOG.md'];
const pages = [...top, ...globSync('doc/*.md', { cwd: root }).map((path) => path.split(sep).join('/'))];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

/** What follows `npm run -s sp --` or stands alone in backticks as a call of it. */
function callsIn(page: string): string[] {
  return [...read(page).matchAll(/npm run -s sp -- ([^\n`#|>]+)/g)].map(([, call = '']) => call.trim());
}

async function helpFor(call: string): Promise<{ code: number; text: string }> {
  const words = call.split(/\s+/).filter((word) => word !== '--json' && word !== '--help');
  const end = words.findIndex((word) => /^[-<]/.test(word));
  const command = (end < 0 ? words : words.slice(0, end)).slice(0, 3);
  const { code, stdout, stderr } = await runCommand([...command, '--help']);
  return { code, text: stdout + stderr };
}

describe.each(pages)('%s', (page) => {
  it('links only to what exists', () => {
    const links = [...read(page).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
    const local = links.filter((link) => !link.includes('://'));
    expect(local.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([]);
  });

  it('calls only commands and options that exist', async () => {
    for (const call of callsIn(page)) {
      const { code, text } = await helpFor(call);
      const options = call.match(/--[a-z-]+/g) ?? [];
      const unknown = options.filter(
        (option) => !['--json', '--help'].includes(option) && !text.includes(option),
      );
      expect({ call, code, unknown }).toEqual({ call, code: 0, unknown: [] });
    }
  });
});

test('both READMEs show the same commands and links', () => {
  const commands = (page: string) =>
    read(page)
      .match(/^(npm|curl)[^#\n]*/gm)
      ?.map((line) => line.trim());
  const links = (page: string) =>
    [...read(page).matchAll(/\]\(([^)]+)\)/g)]
      .map(([, link]) => link)
      .filter((link) => !link?.startsWith('README'));
  expect(commands('README.zh-CN.md')).toEqual(commands('README.md'));
  expect(links('README.zh-CN.md')).toEqual(links('README.md'));
});
