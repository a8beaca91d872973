// Counts a caller's wrong scan codes: by its credential, by its till, and by the coupon that is guessed at.
import type { CodeGuard } from '../../usecase/scan-code.ts';
import type { MerchantDeps } from './deps.ts';

/** @param deviceSn the till, as far as it says which it is */
export function codeGuard(
  { guesses }: Pick<MerchantDeps, 'guesses'>,
  openId: string,
  deviceSn: string | undefined,
): CodeGuard {
  const keys = (handle: string | undefined) => [
    { kind: 'credential' as const, key: openId },
    ...(deviceSn === undefined ? [] : [{ kind: 'till' as const, key: `${openId}\n${deviceSn}` }]),
    ...(handle === undefined ? [] : [{ kind: 'handle' as const, key: handle }]),
  ];
  return {
    blocked: (handle) => guesses.blocked(keys(handle)),
    wrong: (handle) => guesses.wrong(keys(handle)),
  };
}
