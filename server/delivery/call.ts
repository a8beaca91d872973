// One attempt to deliver a leased event: render, sign afresh, send, classify.
import { randomInt, randomUUID } from 'node:crypto';
import { signedBody } from '../../shared/sp/signed-body.ts';
import type { DeliveryDeps, LeasedEvent } from './deps.ts';
import { classify, type Outcome } from './outcome.ts';
import { callUrl, renderBody, whySkipped } from './render.ts';
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

type CallDeps = Pick<DeliveryDeps, 'directory' | 'metrics' | 'now' | 'phoneOf' | 'send'>;

/** Never rejects: what cannot even be sent is an outcome too. */
export async function callPeer(leased: LeasedEvent, deps: CallDeps): Promise<Finished> {
  const { lane, event } = leased;
  const channel = deps.directory.channel(lane.tenantId, lane.appChannelId);
  const note = channel && whySkipped(event, channel);
  if (note !== undefined) return { kind: 'skipped', leased, note };

  const seqId = randomUUID();
  const at = deps.now();
  if (event.attempts === 0) deps.metrics.commitToFirstAttemptSeconds.observe((at - event.createdAt) / 1000);
  const { result, phone } = await trySend(leased, seqId, deps);
  const outcome = withoutPhone(classify(result), phone);
  deps.metrics.deliveryAttempts.inc({
    interface: event.interface,
    outcome: outcome.kind,
    code: String(outcome.code ?? outcome.httpStatus ?? 'none'),
  });
  return { kind: 'attempted', leased, outcome, seqId, at, durationMs: deps.now() - at };
}

async function trySend(
  { lane, event }: LeasedEvent,
  seqId: string,
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
    const stamp = { seqId, now: deps.now(), nonce: nonce() };
    body = signedBody(credential, renderBody(event, channel, phone), stamp);
  } catch (error) {
    return { result: { kind: 'unsent', error: `not sent: ${String(error)}` } };
  }
  return { result: await deps.send(url, body), phone };
}

const refused = (error: string): { result: SendResult } => ({ result: { kind: 'refused', error } });

/** 16 digits: peers that refuse a nonce they have seen do not meet one twice. */
function nonce(): string {
  const digits = () => String(randomInt(10_000_000, 100_000_000));
  return digits() + digits();
}

/** A peer may repeat the number in its complaint, and the complaint is stored. */
function withoutPhone(outcome: Outcome, phone: string | undefined): Outcome {
  return phone ? { ...outcome, message: outcome.message.replaceAll(phone, '***') } : outcome;
}
