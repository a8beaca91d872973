// Credentials that open nothing, for each kind of door, and what they must be told.
import { addCredential, disableCredential } from '../../server/usecase/credential.ts';
import { disableMerchantCredential } from '../../server/usecase/merchant.ts';
import { merchantErrors } from '../../shared/merchant/codes.ts';
import { spErrors } from '../../shared/sp/codes.ts';
import type { Door } from '../kit/doors.ts';
import { newMerchant } from '../kit/merchant.ts';
import type { Pass } from './ask.ts';
import type { World } from './parties.ts';

export interface BadPass {
  readonly name: string;
  readonly pass: Pass;
  readonly codes: readonly (number | string)[];
}

export async function badPassesFor(door: Door, world: World): Promise<readonly BadPass[]> {
  switch (door.audience) {
    case 'tencent':
      return atSp(world);
    case 'merchant':
      return atMerchant(world);
    case 'user':
      return atPlugin(world);
    case 'public':
    case 'operator':
      return [];
  }
}

async function atSp({ visits, victim }: World): Promise<readonly BadPass[]> {
  const { useCases, seal } = visits.server.context;
  const over = await addCredential({ ...useCases, seal }, { tenantId: victim.tenantId });
  await disableCredential(useCases, over.apiKey);
  const { openId, openKey } = victim.merchant;
  const unknown = [spErrors.unknownApiKey.code];
  return [
    { name: 'no credential', pass: {}, codes: unknown },
    { name: 'an unknown credential', pass: { sp: { ...victim.sp, apiKey: 'NOBODY' } }, codes: unknown },
    { name: 'a disabled credential', pass: { sp: over }, codes: unknown },
    {
      name: 'a wrong secret',
      pass: { sp: { ...victim.sp, secret: 'x' } },
      codes: [spErrors.badSignature.code],
    },
    {
      name: "a merchant's key",
      pass: { sp: { ...victim.sp, apiKey: openId, secret: openKey } },
      codes: unknown,
    },
  ];
}

async function atMerchant({ visits, victim }: World): Promise<readonly BadPass[]> {
  const { context } = visits.server;
  const over = await newMerchant(context, { tenantId: victim.tenantId });
  await disableMerchantCredential(context.useCases, over.openId);
  const { merchant, sp } = victim;
  const ofTencent = { ...merchant, openId: sp.apiKey, openKey: sp.secret };
  const unknown = [merchantErrors.unknownOpenId.code];
  return [
    { name: 'no credential', pass: {}, codes: [merchantErrors.badEnvelope.code] },
    { name: 'an unknown credential', pass: { merchant: { ...merchant, openId: 'nobody' } }, codes: unknown },
    { name: 'a disabled credential', pass: { merchant: over }, codes: unknown },
    {
      name: 'a wrong key',
      pass: { merchant: { ...merchant, openKey: 'x' } },
      codes: [merchantErrors.badToken.code],
    },
    { name: "Tencent's key", pass: { merchant: ofTencent }, codes: unknown },
  ];
}

async function atPlugin(world: World): Promise<readonly BadPass[]> {
  const { context } = world.visits.server;
  const { token } = await world.newCast(world.victim);
  const { database } = context;
  const over = await world.newCast(world.victim);
  await database.transaction((tx) =>
    tx.run('UPDATE plugin_session SET expires_at = 1 WHERE user_code = ?', [over.things.userCode]),
  );
  const codes = ['sessionOver'];
  return [
    { name: 'no credential', pass: {}, codes },
    { name: 'an unknown credential', pass: { token: 'A'.repeat(43) }, codes },
    { name: 'a disabled credential', pass: { token: over.token }, codes },
    { name: 'half a token', pass: { token: token.slice(0, 21) }, codes },
    { name: "Tencent's key", pass: { token: world.victim.sp.secret }, codes },
  ];
}
