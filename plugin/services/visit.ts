// One visit: from the host's opening of a page until the way home. Its pages share the session, the result and the way back.
import type { ReturnTarget } from '../../shared/plugin/messages/views.ts';
import { type Call, newCall } from './api';
import { type CouponEvent, emit } from './events';
import type { Outcome } from './outcome';
import { innerMark, type Query, readQuery } from './query';
import { newSessionDesk, type SessionDesk } from './session';

export type VisitResult = 'none' | 'claimed' | 'used';

/** The host's end of wx.navigateTo; opened otherwise, the page has none. */
export interface Channel {
  emit?(name: string, detail: unknown): void;
}

export interface Visit {
  readonly call: Call;
  /** What the launch asks for, as far as the server took it. Known once a session is there. */
  launch(): Promise<Outcome<{ readonly stockId?: string | undefined }>>;
  readonly returnTarget: ReturnTarget;
  readonly result: VisitResult;
  /** What the pages of the visit do to the coupon; tells the host. */
  happened(name: 'claimed' | 'used', event: CouponEvent): void;
  /** Counts what happened: a list that is older shows something else. */
  readonly changes: number;
  /** The host is told even when nothing happened. */
  tellHost(): void;
  /** How many of its pages are open, and whether they are to be left. */
  openPages: number;
  leaving: boolean;
}

let current: Visit | undefined;

/** @param options the page's own; a page that another one of ours opened goes on with its visit */
export function visitOf(options: Readonly<Record<string, string | undefined>>, channel: Channel): Visit {
  const isInner = options[innerMark] !== undefined && current !== undefined;
  if (!isInner || current === undefined) current = newVisit(readQuery(options), channel);
  return current;
}

/** The visit of the page that is seen now. */
export function currentVisit(): Visit | undefined {
  return current;
}

/** A page is seen again: it may belong to an earlier visit than the one before. */
export function resumeVisit(visit: Visit): void {
  current = visit;
}

function newVisit(query: Query, channel: Channel): Visit {
  const desk = newSessionDesk(query);
  let returnTarget: ReturnTarget = { kind: 'none' };
  let result: VisitResult = 'none';
  let changes = 0;
  const tellHost = () => channel.emit?.('coupon_result', { result });
  const sessions: SessionDesk = {
    drop: desk.drop,
    async get() {
      const session = await desk.get();
      if (session.ok) returnTarget = session.data.returnTarget;
      return session;
    },
  };
  return {
    call: newCall(sessions),
    launch: () => sessions.get(),
    get returnTarget() {
      return returnTarget;
    },
    get result() {
      return result;
    },
    get changes() {
      return changes;
    },
    happened(name, event) {
      result = name;
      changes += 1;
      emit(name, event);
      tellHost();
    },
    tellHost,
    openPages: 0,
    leaving: false,
  };
}
