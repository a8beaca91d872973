// A lane of the outbox, and how each thing that happens to it changes it. Pure: SQL only reads and writes whole lanes.

export interface Lane {
  readonly bucket: number;
  readonly tenantId: string;
  readonly laneId: string;
  readonly appChannelId: number;
  readonly stockId: string;
  readonly couponId: string | undefined;
  /** Unfinished events, a dead letter included. */
  readonly pending: number;
  readonly waitsForStock: boolean;
  /** Its head is a dead letter. */
  readonly blocked: boolean;
  /** A call may have been applied, or may still be, without our knowing: the latest state is owed once more. */
  readonly ambiguous: boolean;
  /** The last attempt said that the peer as a whole was down. */
  readonly unreachable: boolean;
  readonly readyAt: number | undefined;
  /** Who works on it; its lease ends at readyAt. */
  readonly leaseOwner: string | undefined;
  /** Grows with every lease; whoever holds an older one may not write. */
  readonly fence: number;
}

/** A holder that never came back may have made a call that nobody recorded, so what it leaves behind is ambiguous. */
export function leaseLane(lane: Lane, owner: string, untilAt: number): Lane {
  const abandoned = lane.leaseOwner !== undefined;
  return {
    ...lane,
    ambiguous: lane.ambiguous || abandoned,
    readyAt: untilAt,
    leaseOwner: owner,
    fence: lane.fence + 1,
  };
}

/** The head is finished. `keepUntilAt`: the holder goes on with the next event, if there is one. */
export function finishHead(
  lane: Lane,
  at: { now: number; settleAt: number; keepUntilAt: number | undefined },
): Lane {
  const pending = lane.pending - 1;
  const rest = { ...lane, pending, blocked: false, unreachable: false };
  if (pending === 0) {
    return { ...rest, readyAt: lane.ambiguous ? at.settleAt : undefined, leaseOwner: undefined };
  }
  if (at.keepUntilAt === undefined) return { ...rest, readyAt: at.now, leaseOwner: undefined };
  return { ...rest, readyAt: at.keepUntilAt };
}

/** The head is tried again later. */
export function retryHead(
  lane: Lane,
  next: { readyAt: number; ambiguous: boolean; unreachable: boolean },
): Lane {
  return { ...lane, ...next, ambiguous: lane.ambiguous || next.ambiguous, leaseOwner: undefined };
}

/** The head became a dead letter. */
export function blockLane(lane: Lane, ambiguous: boolean): Lane {
  return {
    ...lane,
    blocked: true,
    ambiguous: lane.ambiguous || ambiguous,
    unreachable: false,
    readyAt: undefined,
    leaseOwner: undefined,
  };
}

/** Nothing is left to do until the next event. */
export function restLane(lane: Lane): Lane {
  return {
    ...lane,
    pending: 0,
    blocked: false,
    ambiguous: false,
    unreachable: false,
    readyAt: undefined,
    leaseOwner: undefined,
  };
}
