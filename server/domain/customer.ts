// A customer: who a wallet belongs to, known to tills by an id of ours and to 出行服务 by channel and user_code.
import type { PasswordTries } from './pay-password.ts';
import type { Wallet } from './wallet.ts';

export interface Customer {
  readonly bucket: number;
  readonly customerId: string;
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
  readonly createdAt: number;
}

/** A wallet as it is kept, with what protects it. */
export interface GuardedWallet extends Wallet {
  /** undefined: the customer has set no pay password. */
  readonly passwordHash: string | undefined;
  readonly tries: PasswordTries;
}
