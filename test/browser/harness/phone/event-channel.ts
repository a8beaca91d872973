// What a page and the one that it opened tell each other.

type Listener = (detail: unknown) => void;

/** One end: emits to the other end, listens to what the other end emits. */
export interface ChannelEnd {
  emit(name: string, detail?: unknown): void;
  on(name: string, listener: Listener): void;
  once(name: string, listener: Listener): void;
  off(name: string, listener?: Listener): void;
}

/** @param observe sees every event of the opened page */
export function newChannel(observe: (name: string, detail: unknown) => void): {
  readonly opener: ChannelEnd;
  readonly opened: ChannelEnd;
} {
  const toOpener = new Map<string, Set<Listener>>();
  const toOpened = new Map<string, Set<Listener>>();
  return {
    opener: channelEnd(toOpener, toOpened, () => undefined),
    opened: channelEnd(toOpened, toOpener, observe),
  };
}

function channelEnd(
  mine: Map<string, Set<Listener>>,
  theirs: Map<string, Set<Listener>>,
  observe: (name: string, detail: unknown) => void,
): ChannelEnd {
  const end: ChannelEnd = {
    emit(name, detail) {
      observe(name, detail);
      for (const listener of [...(theirs.get(name) ?? [])]) listener(detail);
    },
    on(name, listener) {
      mine.set(name, (mine.get(name) ?? new Set()).add(listener));
    },
    once(name, listener) {
      const first = (detail: unknown) => {
        end.off(name, first);
        listener(detail);
      };
      end.on(name, first);
    },
    off(name, listener) {
      if (listener === undefined) mine.delete(name);
      else mine.get(name)?.delete(listener);
    },
  };
  return end;
}
