// What operators do to a wallet: put something in, and put right what is wrong. Each is a line of its ledger, with who and why.
import type { Customer } from '../domain/customer.ts';
import { type Funds, type LedgerEntry, type LedgerKind, moveFunds } from '../domain/wallet.ts';
import { findLedgerEntry } from '../store/sql/ledger.ts';
import { lockWallet, saveMove } from '../store/sql/wallets.ts';
import { againOnConflict } from './again-on-conflict.ts';
import type { UseCaseDeps } from './deps.ts';
import { Refusal } from './errors.ts';

export interface WalletOrder {
  readonly change: Funds;
  /** The same one again changes nothing more; undefined: every call counts. */
  readonly orderId: string | undefined;
  readonly actor: string;
}

/** Adds recharge, gift and points, none of them negative. @throws Refusal */
export async function topUp(
  deps: UseCaseDeps,
  customer: Customer,
  order: WalletOrder & { readonly reason: string | undefined },
): Promise<LedgerEntry> {
  const { rechargeFen, giftFen, points } = order.change;
  if (rechargeFen < 0 || giftFen < 0 || points < 0)
    throw new Refusal('invalid', 'a top-up only adds: use adjust to take something away');
  return move(deps, customer, 'topup', order);
}

/** Adds or takes away, never below nothing; the reason is what an auditor reads. @throws Refusal */
export async function adjust(
  deps: UseCaseDeps,
  customer: Customer,
  order: WalletOrder & { readonly reason: string },
): Promise<LedgerEntry> {
  if (order.reason.trim() === '') throw new Refusal('invalid', 'an adjustment needs a reason');
  return move(deps, customer, 'adjust', order);
}

async function move(
  deps: UseCaseDeps,
  customer: Customer,
  kind: LedgerKind,
  order: WalletOrder & { readonly reason: string | undefined },
): Promise<LedgerEntry> {
  const { change, actor, reason } = order;
  if (change.rechargeFen === 0 && change.giftFen === 0 && change.points === 0)
    throw new Refusal('invalid', 'nothing would change: give an amount or points');
  const ref = `${kind}:${order.orderId ?? deps.nextId()}`;
  const work = () =>
    deps.database.transaction(async (tx) => {
      const wallet = await lockWallet(tx, customer);
      if (wallet === undefined) throw new Error(`customer ${customer.customerId} has no wallet`);
      const earlier = await findLedgerEntry(tx, customer, ref);
      if (earlier !== undefined) return sameOrder(earlier, change);
      const moved = moveFunds(wallet, change, { kind, at: deps.now(), ref, actor, reason });
      if (typeof moved === 'string') throw new Refusal('stateForbids', problems[moved]);
      await saveMove(tx, moved);
      return moved.entry;
    });
  return deps.turns.take(() => againOnConflict(work));
}

const problems = {
  'short-of-balance': 'the balance is too small for that',
  'short-of-points': 'there are not so many points',
  'over-limit': 'a wallet cannot hold so much',
} as const;

function sameOrder(earlier: LedgerEntry, change: Funds): LedgerEntry {
  const { rechargeFen, giftFen, points } = earlier.change;
  const same = rechargeFen === change.rechargeFen && giftFen === change.giftFen && points === change.points;
  if (same) return earlier;
  throw new Refusal('exists', 'this id was used for another amount');
}
