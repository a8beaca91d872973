// A wallet's pay password: checked outside of the transaction, since it takes long on purpose; counted inside of it.
import type { Customer, GuardedWallet } from '../domain/customer.ts';
import {
  afterWrong,
  hashPassword,
  isLocked,
  noTries,
  checkPassword as problemOf,
  verifyPassword,
} from '../domain/pay-password.ts';
import type { Session } from '../store/database.ts';
import { findWallet, lockWallet, savePassword } from '../store/sql/wallets.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

export type WhyPasswordRefused = 'passwordWrong' | 'passwordLocked' | 'passwordNotSet';

export type PasswordCheck =
  | { readonly kind: 'unasked' }
  | { readonly kind: 'unset' }
  | { readonly kind: 'locked' }
  /** `hash`: what it was held against. */
  | { readonly kind: 'right' | 'wrong'; readonly hash: string };

/** @param given undefined: nobody asks for it */
export async function checkPassword(
  deps: UseCaseDeps,
  customer: Customer | undefined,
  given: string | undefined,
): Promise<PasswordCheck> {
  if (given === undefined) return { kind: 'unasked' };
  const wallet = customer && (await findWallet(deps.database.read, customer));
  if (wallet?.passwordHash === undefined) return { kind: 'unset' };
  // Who guesses on does not even cost us the hash.
  if (isLocked(wallet.tries, deps.now())) return { kind: 'locked' };
  const right = await verifyPassword(given, wallet.passwordHash);
  return { kind: right ? 'right' : 'wrong', hash: wallet.passwordHash };
}

/**
 * Counts a wrong one, whatever becomes of the rest. Guesses that came together are all counted, and none is heard after the lock fell.
 * @param wallet locked @returns why not, if so
 */
export async function settlePassword(
  tx: Session,
  wallet: GuardedWallet | undefined,
  check: PasswordCheck,
  now: number,
): Promise<WhyPasswordRefused | undefined> {
  if (check.kind === 'unasked') return undefined;
  if (wallet === undefined || check.kind === 'unset') return 'passwordNotSet';
  if (check.kind === 'locked' || isLocked(wallet.tries, now)) return 'passwordLocked';
  // It was changed in between: what was checked says nothing.
  if (check.hash !== wallet.passwordHash) return 'passwordWrong';
  const { passwordHash } = wallet;
  if (check.kind === 'wrong') {
    await savePassword(tx, wallet, { passwordHash, tries: afterWrong(wallet.tries, now) });
    return 'passwordWrong';
  }
  if (wallet.tries.wrong > 0) await savePassword(tx, wallet, { passwordHash, tries: noTries });
  return undefined;
}

/** @throws Refusal for one that is no password @param password undefined takes it away */
export async function setPassword(
  deps: UseCaseDeps,
  customer: Customer,
  password: string | undefined,
): Promise<void> {
  const problem = password === undefined ? undefined : problemOf(password);
  if (problem !== undefined) throw new Refusal('invalid', problem);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  await deps.database.transaction(async (tx) => {
    await lockWallet(tx, customer);
    await savePassword(tx, customer, { passwordHash, tries: noTries });
  });
}
