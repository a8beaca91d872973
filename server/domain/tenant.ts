// Who we work for: a tenant (one service provider), its channels at 出行服务 and the keys that calls are signed with.
import { z } from 'zod';
import type { SpErrorKey } from '../../shared/sp/codes.ts';
import type { OutboundName } from '../../shared/sp/interfaces.ts';
import type { SignatureScheme } from '../../shared/sp/signature.ts';

export interface Tenant {
  readonly tenantId: string;
  readonly name: string;
  /** What a call gets whose app_channel_id is none of the tenant's channels (sp §5). */
  readonly unknownChannels: 'reject' | 'accept';
}

/** What the document leaves open, decided for each channel. */
export const channelPolicies = z.object({
  /** How status 4 is told, which the status callback's table does not have (sp §7). */
  invalidStatus: z.enum(['map-4-to-3', 'send-4', 'skip']).default('map-4-to-3'),
  /** 减至券 have no object in the document: refuse to publish them, or tell them as 满减券 (sp §5). */
  cutToPrice: z.enum(['refuse', 'as-fixed-normal']).default('refuse'),
  /** Whether a stock is reviewed before it runs (sp §8). */
  review: z.boolean().default(false),
  /** Paths below the callback base, where they differ from the document's. */
  callbackPaths: z.partialRecord(z.string(), z.string().regex(/^\/[^?#\s]*$/)).default({}),
  /** Codes of our own (41xxxx) that this channel wants as other numbers. */
  codes: z.partialRecord(z.string(), z.int()).default({}),
});

export interface ChannelPolicies extends Omit<z.infer<typeof channelPolicies>, 'callbackPaths' | 'codes'> {
  readonly callbackPaths: Partial<Record<OutboundName, string>>;
  readonly codes: Partial<Record<SpErrorKey, number>>;
}

export interface Channel {
  readonly tenantId: string;
  readonly appChannelId: number;
  /** The mini-program's AppId that answers and callbacks carry. */
  readonly appId: string;
  /** Where callbacks go; undefined: nowhere yet, they stay pending. */
  readonly callbackBase: string | undefined;
  readonly policies: ChannelPolicies;
}

export interface Credential {
  readonly apiKey: string;
  readonly tenantId: string;
  readonly secret: string;
  readonly scheme: SignatureScheme;
  readonly activeFromAt: number;
  /** undefined: until it is rotated or disabled. */
  readonly activeUntilAt: number | undefined;
}

/** For keys of any kind that have a beginning and, perhaps, an end. */
export function isActive(
  credential: Pick<Credential, 'activeFromAt' | 'activeUntilAt'>,
  now: number,
): boolean {
  return (
    credential.activeFromAt <= now &&
    (credential.activeUntilAt === undefined || now < credential.activeUntilAt)
  );
}
