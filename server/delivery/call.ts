// One attempt to deliver a leased event: render, sign afresh, send, classify.
import { signedBody } from '../../shared/sp/signed-body.ts';
import type { DeliveryDeps, LeasedEvent } from './deps.ts';
import { classify, type Outcome } from './outcome.ts';
import { callUrl, renderBody, whySkipped } from './render.ts';
import type { AttemptStamp } from './stamp.ts';
import type { SendResult } from './transport.ts';

export type Finished = Skipped | Attempted;

export interface Skipped {
  readonly kind: 'skipped';
  readonly leased: LeasedEvent;
  readonly note: string;
}

export interface Attempted {
  readonly kind: 'attempted';
  readonly leased: LeasedEvent;
  readonly outcome: Outcome;
  readonly seqId: string;
  readonly at: number;
  readonly durationMs: number;
}

type CallDeps = Pick<
  DeliveryDeps,
  'directory' | 'metrics' | 'newStamp' | 'now' | 'phoneOf' | 'send' | 'settings'
>;

/** Never rejects: what cannot even be sent is an outcome too. */
export async function callPeer(leased: LeasedEvent, deps: CallDeps): Promise<Finished> {
  const { lane, event } = leased;
  const channel = deps.directory.channel(lane.tenantId, lane.appChannelId);
  const note = channel && whySkipped(event, channel);
  if (note !== undefined) return { kind: 'skipped', leased, note };

  const stamp = deps.newStamp();
  const at = deps.now();
  if (event.attempts === 0) deps.metrics.commitToFirstAttemptSeconds.observe((at - event.createdAt) / 1000);
  const { result, phone } = await trySend(leased, stamp, deps);
  // A peer may repeat the number in its complaint, and the complaint is stored.
  const outcome = classify(result, phone ? (text) => text.replaceAll(phone, '***') : undefined);
  deps.metrics.deliveryAttempts.inc({
    interface: event.interface,
    outcome: outcome.kind,
    code: String(outcome.code ?? outcome.httpStatus ?? 'none'),
  });
  return { kind: 'attempted', leased, outcome, seqId: stamp.seqId, at, durationMs: deps.now() - at };
}

async function trySend(
  { lane, event }: LeasedEvent,
  stamp: AttemptStamp,
  deps: CallDeps,
): Promise<{ result: SendResult; phone?: string | undefined }> {
  const channel = deps.directory.channel(lane.tenantId, lane.appChannelId);
  const credential = deps.directory.signingCredential(lane.tenantId, deps.now());
  if (channel?.callbackBase === undefined) return refused('the channel has no callback base');
  if (credential === undefined) return refused('the tenant has no active credential to sign with');
  let url: string;
  let body: string;
  let phone: string | undefined;
  try {
    phone = lane.couponId === undefined ? undefined : await deps.phoneOf(lane);
    url = callUrl(event.interface, channel.callbackBase, channel);
    body = signedBody(credential, renderBody(event, channel, phone), { ...stamp, now: deps.now() });
  } catch (error) {
    return unsent(String(error));
  }
  // A process that was frozen meanwhile could be overtaken during its call: its older event would arrive after newer ones, perhaps after
  // the lane was settled, and nobody would ever correct that.
  if (deps.now() + deps.settings.timeoutMs > (lane.readyAt ?? 0))
    return unsent('the lease would end before the call does');
  return { result: await deps.send(url, body), phone };
}

const unsent = (error: string): { result: SendResult } => ({
  result: { kind: 'unsent', error: `not sent: ${error}` },
});

const refused = (error: string): { result: SendResult } => ({ result: { kind: 'refused', error } });
