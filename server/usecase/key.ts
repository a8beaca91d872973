// What keys of every kind have in common: made up from random bits, each name taken once, changed only while they are good.
import { randomBytes, randomInt } from 'node:crypto';
import { isActive } from '../domain/tenant.ts';
import type { Session } from '../store/database.ts';
import { ConstraintViolation } from '../store/errors.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

type Changing = Pick<UseCaseDeps, 'database' | 'directory'>;

/** Changes keys in one transaction; this process knows it when the promise resolves. */
export async function changeKeys<T>(deps: Changing, work: (tx: Session) => Promise<T>): Promise<T> {
  const result = await deps.database.transaction(work);
  await deps.directory.refresh();
  return result;
}

/** Like `changeKeys`, for work that adds one. @throws Refusal when the name is taken */
export async function addKey<T>(deps: Changing, name: string, work: (tx: Session) => Promise<T>): Promise<T> {
  try {
    return await changeKeys(deps, work);
  } catch (error) {
    if (!(error instanceof ConstraintViolation) || error.kind !== 'unique') throw error;
    throw new Refusal('exists', `${name} exists already`);
  }
}

/** @throws Refusal when there is no such key, or its time is over */
export function refuseUnlessActive<Key extends Parameters<typeof isActive>[0]>(
  key: Key | undefined,
  name: string,
  now: number,
): Key {
  if (key === undefined) throw new Refusal('notFound', `there is no ${name}`);
  if (!isActive(key, now)) throw new Refusal('stateForbids', `${name} is not active`);
  return key;
}

export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex');

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function randomLetters(length: number): string {
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
}
