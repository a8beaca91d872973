// Another master key: everything that an older one sealed is opened and sealed anew, a batch at a time, while the server goes on. What is
// done says so by itself, so that a run that was interrupted is simply started again.
import type { PhoneOwner, StoredPhone } from '../domain/coupon.ts';
import { tokenPlace } from '../domain/wechat-token.ts';
import { keyPlace, secretPlace } from '../store/directory-contents.ts';
import { listMerchantCredentials } from '../store/sql/merchants.ts';
import {
  listSealedPhones,
  listSealedTokens,
  type ResealedPhone,
  type ResealedValue,
  type SealedPhone,
  savePhones,
  saveSealed,
} from '../store/sql/sealed-values.ts';
import { listCredentials, touchDirectory } from '../store/sql/tenants.ts';
import type { UseCaseDeps } from './deps.ts';
import { changeKeys } from './key.ts';

export interface ResealDeps extends Pick<UseCaseDeps, 'database' | 'directory' | 'buckets'> {
  readonly seal: {
    seal(plain: string, place: string): string;
    open(sealed: string, place: string): string;
    isCurrent(sealed: string): boolean;
  };
  readonly phones: {
    store(phone: string, owner: PhoneOwner): StoredPhone;
    open(sealed: string, owner: PhoneOwner): string;
  };
}

export interface Resealed {
  /** How many values the current key has sealed now that another one had. */
  readonly resealed: number;
  /** The coupons whose phone number none of the known keys opens. */
  readonly unopened: readonly string[];
}

interface Value extends Omit<ResealedValue, 'resealed'> {
  readonly place: string;
}

/** @throws SealError when no key opens a credential: then no directory can be read either */
export async function resealAll(deps: ResealDeps, { batch = 500 } = {}): Promise<Resealed> {
  const unopened: string[] = [];
  let resealed = await resealKeys(deps);
  for (let bucket = 0; bucket < deps.buckets; bucket += 1) {
    for (let after = ''; ; ) {
      const page = await listSealedPhones(deps.database.read, bucket, after, batch);
      resealed += await resealPhones(deps, page, unopened);
      const last = page.at(-1);
      if (last === undefined || page.length < batch) break;
      after = last.couponId;
    }
  }
  return { resealed, unopened };
}

/** There are few of them: one transaction, after which every process reads them again. */
async function resealKeys(deps: ResealDeps): Promise<number> {
  const { database, seal } = deps;
  const isOlder = ({ sealed }: Value) => !seal.isCurrent(sealed);
  const anew = (value: Value): ResealedValue => {
    return { ...value, resealed: seal.seal(seal.open(value.sealed, value.place), value.place) };
  };
  const keys = (await keysOf(database.read)).filter(isOlder);
  const tokens = (await tokensOf(database.read)).filter(isOlder);
  // A token that does not open is no loss: a new one is fetched in its place.
  const changes = [...keys.map(anew), ...tokens.flatMap((token) => ifOpens(() => anew(token)) ?? [])];
  if (changes.length === 0) return 0;
  return changeKeys(deps, async (tx) => {
    let written = 0;
    for (const change of changes) written += await saveSealed(tx, change);
    await touchDirectory(tx);
    return written;
  });
}

async function keysOf(read: UseCaseDeps['database']['read']): Promise<Value[]> {
  const credentials = await listCredentials(read);
  const merchants = await listMerchantCredentials(read);
  return [
    ...credentials.map(({ apiKey, secretSealed }): Value => {
      return { table: 'credential', name: apiKey, place: secretPlace(apiKey), sealed: secretSealed };
    }),
    ...merchants.map(({ openId, keySealed }): Value => {
      return { table: 'merchant_credential', name: openId, place: keyPlace(openId), sealed: keySealed };
    }),
  ];
}

async function tokensOf(read: UseCaseDeps['database']['read']): Promise<Value[]> {
  const tokens = await listSealedTokens(read);
  return tokens.map(({ appId, sealed }) => {
    return { table: 'wechat_token', name: appId, place: tokenPlace(appId), sealed };
  });
}

async function resealPhones(
  { database, seal, phones }: ResealDeps,
  page: readonly SealedPhone[],
  unopened: string[],
): Promise<number> {
  const changes = page.flatMap((one): ResealedPhone[] => {
    if (seal.isCurrent(one.sealed)) return [];
    const plain = ifOpens(() => phones.open(one.sealed, one));
    if (plain === undefined) {
      unopened.push(`coupon ${one.couponId}`);
      return [];
    }
    const { sealed: resealed, hash } = phones.store(plain, one);
    return [{ ...one, resealed, hash }];
  });
  return changes.length === 0 ? 0 : database.transaction((tx) => savePhones(tx, changes));
}

function ifOpens<T>(open: () => T): T | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}
