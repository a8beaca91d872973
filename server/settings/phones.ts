// Phone numbers, or the cipher text that stands for one: stored sealed, hashed and masked, opened only for a call that needs one.
import type { StoredPhone } from '../domain/coupon.ts';
import { maskPhone, type Seal } from './secrets.ts';

/** Whose coupon it is with: in anybody else's row it does not open. */
export interface PhoneOwner {
  readonly tenantId: string;
  readonly userCode: string;
}

export interface PhoneVault {
  store(phone: string, owner: PhoneOwner): StoredPhone;
  /** @throws SealError in another's row, for an unknown key or a changed byte */
  open(phone: StoredPhone, owner: PhoneOwner): string;
}

/** What all phones were sealed for before they had an owner, and are hashed for still: equal numbers have equal hashes. */
const place = 'coupon:phone';
const placeOf = ({ tenantId, userCode }: PhoneOwner) => `${place}:${JSON.stringify([tenantId, userCode])}`;

export function createPhoneVault(seal: Pick<Seal, 'seal' | 'open' | 'hash'>): PhoneVault {
  return {
    store: (phone, owner) => ({
      sealed: seal.seal(phone, placeOf(owner)),
      hash: seal.hash(phone, place),
      masked: maskPhone(phone),
    }),
    open({ sealed }, owner) {
      try {
        return seal.open(sealed, placeOf(owner));
      } catch {
        return seal.open(sealed, place);
      }
    },
  };
}
