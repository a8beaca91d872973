// Phone numbers, or the cipher text that stands for one: stored sealed, hashed and masked, opened only for a call that needs one.
import type { StoredPhone } from '../domain/coupon.ts';
import { maskPhone, type Seal } from './secrets.ts';

export interface PhoneVault {
  store(phone: string): StoredPhone;
  open(phone: StoredPhone): string;
}

const place = 'coupon:phone';

export function createPhoneVault(seal: Seal): PhoneVault {
  return {
    store: (phone) => ({
      sealed: seal.seal(phone, place),
      hash: seal.hash(phone, place),
      masked: maskPhone(phone),
    }),
    open: ({ sealed }) => seal.open(sealed, place),
  };
}
