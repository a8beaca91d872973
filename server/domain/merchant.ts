// Who redeems and where: a merchant's accounts and how each books what it takes, the keys that its tills sign with, its stores (门店).
import { z } from 'zod';

/** What operators redeem is recorded in this name, which no account may have. */
export const operatorAccount = 'operator';

/** The account as tills name it in `channel`. */
export const accountName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}$/, { error: 'must be 1 to 32 letters, digits, _ or -', abort: true })
  .refine((name) => name !== operatorAccount, {
    error: `must not be ${operatorAccount}: operators redeem in that name`,
  });

/** What the documentation leaves open, decided for each account. */
export const accountPolicies = z.object({
  /** Which part of a balance is taken first. */
  take: z.enum(['recharge-first', 'gift-first', 'proportional']).default('recharge-first'),
  /** Who books what was taken from a balance: all of it one of them, or the gift the store and the rest head office. */
  booking: z.enum(['head-office', 'store', 'gift-at-store']).default('head-office'),
  /** Whether status and code are sent typed, as the tables say, or as strings, as the samples show. */
  answers: z.enum(['typed', 'samples']).default('typed'),
});

export type AccountPolicies = z.infer<typeof accountPolicies>;

export interface MerchantAccount {
  readonly tenantId: string;
  readonly account: string;
  readonly policies: AccountPolicies;
}

export interface MerchantCredential {
  readonly openId: string;
  readonly tenantId: string;
  readonly account: string;
  readonly grantCode: string;
  readonly openKey: string;
  /** Addresses and CIDR ranges that it may call from; none: from everywhere. */
  readonly allowedIps: readonly string[];
  /** Whether its calls must carry a digest of their Params, which the Token does not cover. */
  readonly needsDigest: boolean;
  readonly activeFromAt: number;
  /** undefined: until it is rotated or disabled. */
  readonly activeUntilAt: number | undefined;
}

export interface Store {
  readonly tenantId: string;
  /** 门店编码, a till's `multiMark`. */
  readonly storeCode: string;
  readonly name: string;
}
