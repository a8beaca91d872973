// Whether wallets hold what their ledgers say, line after line.
import { formatYuan } from '../../../shared/merchant/money.ts';
import type { Context } from '../../context.ts';
import { findBrokenLines, findUnbalanced, type UnbalancedWallet } from '../../store/sql/doctor-wallets.ts';
import { type Finding, fail, orOk } from './finding.ts';

const about = 'wallets';
const shown = 10;
const advice = 'keep a copy of the store, and report this: it must not happen; see "wallet ledger"';

export async function checkWallets({ database }: Context): Promise<readonly Finding[]> {
  const unbalanced = await findUnbalanced(database.read, shown);
  const broken = await findBrokenLines(database.read, shown);
  return orOk(about, 'hold what their ledgers say, line after line', [
    ...unbalanced.map((wallet) => fail(about, unbalancedWords(wallet), advice)),
    ...broken.map(({ customerId, entryNumber }) =>
      fail(
        about,
        `line ${entryNumber} of customer ${customerId} does not go on from the line before`,
        advice,
      ),
    ),
  ]);
}

function unbalancedWords({ customerId, excess, excessLines }: UnbalancedWallet): string {
  const parts = [
    excess.rechargeFen === 0 ? undefined : `recharge by ${formatYuan(excess.rechargeFen)}`,
    excess.giftFen === 0 ? undefined : `gift by ${formatYuan(excess.giftFen)}`,
    excess.points === 0 ? undefined : `points by ${excess.points}`,
    excessLines === 0 ? undefined : `lines by ${excessLines}`,
  ];
  const differs = parts.filter((part) => part !== undefined).join(', ');
  return `customer ${customerId} holds another amount than the ledger adds up to: ${differs}`;
}
