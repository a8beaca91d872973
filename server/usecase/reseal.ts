// Another master key: everything that an older one sealed is opened and sealed anew, a batch at a time, while the server goes on. What is
// done says so by itself, so that a run that was interrupted is simply started again.
import type { StoredPhone } from '../domain/coupon.ts';
import { tokenPlace } from '../domain/wechat-token.ts';
import { keyPlace, secretPlace } from '../store/directory-contents.ts';
import { listMerchantCredentials } from '../store/sql/merchants.ts';
import {
  listSealedPhones,
  listSealedTokens,
  type ResealedPhone,
  type SealedPhone,
  savePhones,
  saveSealed,
} from '../store/sql/sealed-values.ts';
import { listCredentials, touchDirectory } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';

interface Owner {
  readonly tenantId: string;
  readonly userCode: string;
}

export interface ResealDeps extends Pick<UseCaseDeps, 'database' | 'directory' | 'buckets'> {
  readonly seal: {
    seal(plain: string, place: string): string;
    open(sealed: string, place: string): string;
    isCurrent(sealed: string): boolean;
  };
  readonly phones: {
    store(phone: string, owner: Owner): StoredPhone;
    open(phone: StoredPhone, owner: Owner): string;
  };
}

export interface Resealed {
  /** How many values the current key has sealed now that another one had. */
  readonly resealed: number;
  /** Those that none of the known keys opens, by where they stand. */
  readonly unopened: readonly string[];
}

interface Value {
  readonly table: Parameters<typeof saveSealed>[1];
  readonly name: string;
  readonly place: string;
  readonly sealed: string;
}

/** @param told hears after each batch how many there were so far */
export async function resealAll(
  deps: ResealDeps,
  { batch = 500, told = () => undefined }: { batch?: number; told?: (resealed: number) => void } = {},
): Promise<Resealed> {
  const unopened: string[] = [];
  let resealed = await resealKeys(deps, unopened);
  for (let bucket = 0; bucket < deps.buckets; bucket += 1) {
    for (let after = ''; ; ) {
      const page = await listSealedPhones(deps.database.read, bucket, after, batch);
      resealed += await resealPhones(deps, page, unopened);
      told(resealed);
      const last = page.at(-1);
      if (last === undefined || page.length < batch) break;
      after = last.couponId;
    }
  }
  return { resealed, unopened };
}

/** There are few of them: one transaction, after which every process reads them again. */
async function resealKeys({ database, directory, seal }: ResealDeps, unopened: string[]): Promise<number> {
  const values = (await keysOf(database.read)).filter(({ sealed }) => !seal.isCurrent(sealed));
  if (values.length === 0) return 0;
  const changes = values.flatMap((value) => {
    const plain = opened(() => seal.open(value.sealed, value.place));
    if (plain === undefined) unopened.push(`${value.table} ${value.name}`);
    return plain === undefined ? [] : [{ ...value, resealed: seal.seal(plain, value.place) }];
  });
  const written = await database.transaction(async (tx) => {
    let sum = 0;
    for (const change of changes) sum += await saveSealed(tx, change.table, change);
    await touchDirectory(tx);
    return sum;
  });
  await directory.refresh();
  return written;
}

async function keysOf(read: UseCaseDeps['database']['read']): Promise<Value[]> {
  const credentials = await listCredentials(read);
  const merchants = await listMerchantCredentials(read);
  const tokens = await listSealedTokens(read);
  return [
    ...credentials.map(({ apiKey, secretSealed }): Value => {
      return { table: 'credential', name: apiKey, place: secretPlace(apiKey), sealed: secretSealed };
    }),
    ...merchants.map(({ openId, keySealed }): Value => {
      return { table: 'merchant_credential', name: openId, place: keyPlace(openId), sealed: keySealed };
    }),
    ...tokens.map(({ appId, sealed }): Value => {
      return { table: 'wechat_token', name: appId, place: tokenPlace(appId), sealed };
    }),
  ];
}

async function resealPhones(
  { database, seal, phones }: ResealDeps,
  page: readonly SealedPhone[],
  unopened: string[],
): Promise<number> {
  const changes = page.flatMap((one): ResealedPhone[] => {
    if (seal.isCurrent(one.sealed)) return [];
    const plain = opened(() => phones.open({ sealed: one.sealed, hash: '', masked: '' }, one));
    if (plain === undefined) {
      unopened.push(`coupon ${one.couponId}`);
      return [];
    }
    const { sealed: resealed, hash } = phones.store(plain, one);
    return [{ ...one, resealed, hash }];
  });
  return changes.length === 0 ? 0 : database.transaction((tx) => savePhones(tx, changes));
}

function opened(open: () => string): string | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
