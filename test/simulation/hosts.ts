// The two server processes, what happens to them, and their coming back.

import { createDice } from '../kit/dice.ts';
import { type Host, type HostParts, startHost } from './host.ts';
import { createLife, Dead, type Life } from './life.ts';
import { type Mishap, minute, processNames } from './plan.ts';

export interface Hosts {
  start(): void;
  suffer(mishap: Mishap): void;
  /** Those that serve customers now. */
  serving(): Host[];
}

export function createHosts(parts: HostParts): Hosts {
  const { plan, timeline, journal, problems } = parts;
  const dice = createDice(plan.seed, 'hosts');
  const lives = new Map<string, Life>();
  const serving = new Map<string, Host>();
  let born = 0;

  function start(process: string): void {
    born += 1;
    const life = createLife(`${process}.${born}`, timeline);
    lives.set(process, life);
    journal.note(life.name, 'starts');
    life.onEnd(() => {
      journal.note(life.name, 'is gone');
      serving.delete(process);
      timeline.at(timeline.now() + dice.below(minute), () => start(process));
    });
    startHost(life.name, life, parts).then(
      (host) => {
        if (!life.isOver) serving.set(process, host);
      },
      (error: unknown) => {
        if (!(error instanceof Dead)) problems.push(`unexpected: ${life.name} does not start: ${error}`);
      },
    );
  }

  /** It serves nobody any more, and ends when its calls have ended. */
  async function stop(process: string, { life, stop: stopEngine }: Host): Promise<void> {
    serving.delete(process);
    await stopEngine();
    if (!life.isOver) life.end();
  }

  return {
    start() {
      for (const name of processNames) start(name);
    },
    suffer({ kind, process, ms }) {
      const life = lives.get(process);
      if (life === undefined || life.isOver) return;
      journal.note(life.name, `${kind} ${ms} ms`);
      const host = serving.get(process);
      if (kind === 'crash') life.end();
      else if (kind === 'freeze') life.freeze(ms);
      else if (host !== undefined) void stop(process, host);
    },
    serving: () => processNames.flatMap((name) => serving.get(name) ?? []),
  };
}
