// Lines of a wallet's ledger as the command line shows them.
import { formatYuan } from '../../shared/merchant/money.ts';
import { formatTime } from '../../shared/sp/times.ts';
import type { LedgerEntry } from '../domain/wallet.ts';
import type { Answer } from './command.ts';
import { changedPoints, changedYuan, changeJson, fundsJson, fundsWords } from './funds.ts';
import { fields, table } from './output.ts';
import { timeWords } from './words.ts';

/** What a wallet holds after a line, and the line. */
export function movedAnswer(entry: LedgerEntry): Answer {
  const { customerId, entryNumber, after } = entry;
  return {
    json: { customer_id: customerId, ...entryJson(entry) },
    text: fields({ customer: customerId, line: entryNumber, ...fundsWords(after) }),
  };
}

export function ledgerAnswer(entries: readonly LedgerEntry[]): Answer {
  return {
    json: entries.map(entryJson),
    text: entries.length === 0 ? 'Nothing has happened to this wallet yet.' : ledgerText(entries),
  };
}

const entryJson = (entry: LedgerEntry) => ({
  entry_number: entry.entryNumber,
  time: formatTime(entry.at),
  kind: entry.kind,
  ...changeJson(entry.change),
  ...fundsJson(entry.after),
  ref: entry.ref,
  actor: entry.actor,
  reason: entry.reason,
});

function ledgerText(entries: readonly LedgerEntry[]): string {
  return table(
    ['NO', 'WHEN', 'WHAT', 'RECHARGE', 'GIFT', 'POINTS', 'THEN HELD', 'BY', 'REF', 'WHY'],
    entries.map(({ entryNumber, at, kind, change, after, actor, ref, reason }) => [
      String(entryNumber),
      timeWords(at),
      kind,
      changedYuan(change.rechargeFen),
      changedYuan(change.giftFen),
      changedPoints(change.points),
      `${formatYuan(after.rechargeFen)} + ${formatYuan(after.giftFen)}, ${after.points} points`,
      actor,
      ref,
      reason ?? '',
    ]),
  );
}
