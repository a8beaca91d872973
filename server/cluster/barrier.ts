// Lets processes that stop at the same time answer their callers only when none of them listens any more.

export interface Barrier<Member> {
  holding(member: Member): void;
  closed(member: Member): void;
  /** It ended, wherever it was. */
  gone(member: Member): void;
}

/** @param release is called with each member that waits, once nobody holds who has not closed */
export function createBarrier<Member>(release: (member: Member) => void): Barrier<Member> {
  const holding = new Set<Member>();
  const closed = new Set<Member>();

  function settle(): void {
    if (holding.size > 0) return;
    for (const member of closed) release(member);
    closed.clear();
  }

  return {
    holding: (member) => void holding.add(member),
    closed(member) {
      holding.delete(member);
      closed.add(member);
      settle();
    },
    gone(member) {
      holding.delete(member);
      closed.delete(member);
      settle();
    },
  };
}
