// Reads what a command is given as a file or on standard input.
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { JsonSourceError, parseJsonSource, toParameters } from '../../shared/sp/json-source.ts';
import { type StockInput, stockInput } from '../../shared/sp/messages/stock-rsync.ts';
import { firstProblem } from '../../shared/sp/problem.ts';
import { UsageError } from './failure.ts';
import type { CliIo } from './io.ts';

const maxBytes = 64 * 1024;

/** A stock in the shape of /stock/rsync. @throws UsageError that names every field with a problem */
export async function readStock(io: CliIo, file: string): Promise<StockInput> {
  const name = file === '-' ? 'standard input' : file;
  const parameters = readObject(name, await readText(io, file, name));
  const parsed = stockInput.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => firstProblem(new z.ZodError([issue])));
  throw new UsageError(
    `${name} does not describe a stock\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
  );
}

/** A secret on one line of standard input. @throws UsageError */
export async function readSecret(io: CliIo): Promise<string> {
  const text = decode(await readAtMost(io.stdin, 'standard input'), 'standard input').replace(/\r?\n$/, '');
  if (/^[\x21-\x7e]{1,256}$/.test(text)) return text;
  throw new UsageError('the secret on standard input must be one line of 1 to 256 visible ASCII characters');
}

function readObject(name: string, text: string): Record<string, unknown> {
  try {
    // The documents' samples have blanks in their keys.
    return toParameters(parseJsonSource(text));
  } catch (error) {
    if (!(error instanceof JsonSourceError)) throw error;
    throw new UsageError(`${name}: ${error.message.replace(/^body: /, '')}`);
  }
}

async function readText(io: CliIo, file: string, name: string): Promise<string> {
  if (file === '-') return decode(await readAtMost(io.stdin, name), name);
  try {
    await using handle = await open(file);
    return decode(await readAtMost(handle.createReadStream({ autoClose: false }), name), name);
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(`${name} cannot be read: ${whyUnreadable(error)}`);
  }
}

async function readAtMost(source: AsyncIterable<string | Uint8Array>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    length += bytes.length;
    if (length > maxBytes) throw new UsageError(`${name} is larger than ${maxBytes / 1024} KB`);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name} is not UTF-8 text`);
  }
}

function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a directory';
  if (code === 'EACCES') return 'permission denied';
  return error instanceof Error ? error.message : String(error);
}
