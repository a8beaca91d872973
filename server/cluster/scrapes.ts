// Collects the numbers of all workers for the one that was scraped.
import { addUp, countsOf, type OtherWorkers, type Readings } from '../ops/readings.ts';

export interface Scrapes<Member> {
  /** @returns when all have answered, or their time is over */
  collect(asker: Member): Promise<Omit<OtherWorkers, 'workers' | 'restarts'>>;
  /** What a member answered. */
  answered(member: Member, id: number, readings: Readings): void;
  /** It ended; what it is known to have counted stays in the sums. */
  gone(member: Member): void;
}

export interface ScrapesOptions<Member> {
  /** Those that can be asked now. */
  readonly members: () => readonly Member[];
  readonly ask: (member: Member, id: number) => void;
  readonly limitMs?: number;
}

interface Scrape<Member> {
  readonly waitingFor: Set<Member>;
  readonly done: () => void;
}

/** A scraper waits 10 s by default, and whoever is asked needs some of that for the store's numbers. */
const answerLimitMs = 2_000;

export function createScrapes<Member>(options: ScrapesOptions<Member>): Scrapes<Member> {
  const { members, ask, limitMs = answerLimitMs } = options;
  const open = new Map<number, Scrape<Member>>();
  // The last that each is known to have said. Who does not answer in time counts with that, since sums must not fall.
  const known = new Map<Member, Readings>();
  let departed: Promise<Readings> = Promise.resolve([]);
  let scrapes = 0;

  function tick(member: Member, scrape: Scrape<Member>): void {
    scrape.waitingFor.delete(member);
    if (scrape.waitingFor.size === 0) scrape.done();
  }

  return {
    async collect(asker) {
      scrapes += 1;
      const id = scrapes;
      const asked = members();
      const waitingFor = new Set(asked);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, limitMs);
        open.set(id, { waitingFor, done: () => done(clearTimeout(timer)) });
        for (const member of asked) ask(member, id);
        if (asked.length === 0) done(clearTimeout(timer));
      });
      open.delete(id);
      const others = [...known].flatMap(([member, readings]) => (member === asker ? [] : [readings]));
      return { readings: [...others, await departed], answered: asked.length - waitingFor.size };
    },
    answered(member, id, readings) {
      known.set(member, readings);
      const scrape = open.get(id);
      if (scrape !== undefined) tick(member, scrape);
    },
    gone(member) {
      const counted = countsOf(known.get(member) ?? []);
      known.delete(member);
      departed = departed.then((before) => addUp([before, counted]));
      for (const scrape of open.values()) tick(member, scrape);
    },
  };
}
