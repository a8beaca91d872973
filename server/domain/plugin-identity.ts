// Who is in front of the plugin: WeChat proves an openpid, and the query claims a user_code. The first time that the two come together binds
// them; after that only a ticket signed by the host's server may change it.
export interface Binding {
  readonly hostAppId: string;
  readonly openpid: string;
  readonly tenantId: string;
  readonly appChannelId: number;
  readonly userCode: string;
  /** Later than that of whatever it took the place of, so that it tells it from that. */
  readonly boundAt: number;
}

export interface IdentityView {
  /** What the openpid is bound to. */
  readonly ofOpenpid: Binding | undefined;
  /** What the claimed user is bound to, on this host. */
  readonly ofUser: Binding | undefined;
}

export interface IdentityClaim {
  readonly userCode: string | undefined;
  /** A ticket says so. */
  readonly proven: boolean;
  /** Whether the first use may bind without one. */
  readonly bindFirstUse: boolean;
}

export type IdentityDecision =
  | { readonly kind: 'known'; readonly binding: Binding }
  /** Both ends, in the place of whatever they were bound to. */
  | { readonly kind: 'bind'; readonly userCode: string }
  | { readonly kind: 'refused'; readonly reason: 'identityMissing' | 'identityRefused' };

export function decideIdentity(
  claim: IdentityClaim,
  { ofOpenpid, ofUser }: IdentityView,
  openpid: string,
): IdentityDecision {
  const { userCode, proven, bindFirstUse } = claim;
  if (userCode === undefined) {
    return ofOpenpid === undefined
      ? { kind: 'refused', reason: 'identityMissing' }
      : { kind: 'known', binding: ofOpenpid };
  }
  if (ofOpenpid?.userCode === userCode && ofUser?.openpid === openpid)
    return { kind: 'known', binding: ofOpenpid };
  if (proven) return { kind: 'bind', userCode };
  const isFirst = ofOpenpid === undefined && ofUser === undefined;
  return isFirst && bindFirstUse
    ? { kind: 'bind', userCode }
    : { kind: 'refused', reason: 'identityRefused' };
}
