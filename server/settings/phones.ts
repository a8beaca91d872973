// Phone numbers, or the cipher text that stands for one: stored sealed, hashed and masked, opened only for a call that needs one.
import type { PhoneOwner, StoredPhone } from '../domain/coupon.ts';
import { maskPhone, type Seal } from './secrets.ts';

export interface PhoneVault {
  store(phone: string, owner: PhoneOwner): StoredPhone;
  /** @throws SealError for another owner, an unknown key or a changed byte */
  open(sealed: string, owner: PhoneOwner): string;
}

/** What all phones are hashed for: equal numbers have equal hashes, whoever they belong to. */
const place = 'coupon:phone';
const placeOf = ({ tenantId, userCode }: PhoneOwner) => `${place}:${JSON.stringify([tenantId, userCode])}`;

export function createPhoneVault(seal: Pick<Seal, 'seal' | 'open' | 'hash'>): PhoneVault {
  return {
    store: (phone, owner) => ({
      sealed: seal.seal(phone, placeOf(owner)),
      hash: seal.hash(phone, place),
      masked: maskPhone(phone),
    }),
    open: (sealed, owner) => seal.open(sealed, placeOf(owner)),
  };
}
