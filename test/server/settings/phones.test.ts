// Phones stored beside a coupon: whose they are is part of the seal.
import { createPhoneVault } from '../../../server/settings/phones.ts';
import { createSeal, SealError } from '../../../server/settings/secrets.ts';

const seal = createSeal({ current: Buffer.alloc(32, 1), older: [] });
const vault = createPhoneVault(seal);
const owner = { tenantId: 'demo', userCode: 'u1' };
const phone = '13911112222';

it('opens for its owner alone', () => {
  const { sealed } = vault.store(phone, owner);
  expect(vault.open(sealed, owner)).toBe(phone);
  expect(() => vault.open(sealed, { ...owner, userCode: 'u2' })).toThrow(SealError);
  expect(() => vault.open(sealed, { ...owner, tenantId: 'other' })).toThrow(SealError);
});

it('hashes the same number alike for everybody', () => {
  const another = vault.store(phone, { ...owner, userCode: 'u2' });
  expect(another.hash).toBe(vault.store(phone, owner).hash);
});

it('opens nothing that was sealed without an owner', () => {
  expect(() => vault.open(seal.seal(phone, 'coupon:phone'), owner)).toThrow(SealError);
});
