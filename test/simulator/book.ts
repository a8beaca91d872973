// What the simulator remembers: the tables, the callbacks received, and the journal that both are rebuilt from.
import { z } from 'zod';
import { apply } from './apply.ts';
import { readCallback } from './check.ts';
import { noJournal, openJournal } from './journal.ts';
import { callbackNames } from './paths.ts';
import { createReceivedList, type Received, type ReceivedList } from './received.ts';
import { type Callback, createTables, type Tables } from './tables.ts';

export interface Book {
  readonly tables: Tables;
  readonly received: ReceivedList;
  /** Written down first, applied then: what is answered after it is never forgotten. @param callback what to apply, if anything */
  record(entry: Omit<Received, 'n'>, callback?: Callback): Received;
  /** Forgets stocks and coupons; what was received stays received. */
  clear(at: number): void;
  close(): void;
}

export interface BookOptions {
  readonly stateFile: string | undefined;
  readonly keep: number;
  readonly honourEventTime: boolean;
}

export function openBook({ stateFile, keep, honourEventTime }: BookOptions): Book {
  const tables = createTables();
  const received = createReceivedList(keep);
  const journal = stateFile === undefined ? noJournal : openJournal(stateFile, replay);

  function replay(line: unknown): void {
    const entry = journalEntry.parse(line);
    if ('cleared' in entry) forget(tables);
    else replayReceived(entry.received as Received);
  }

  function replayReceived(entry: Received): void {
    received.add(entry);
    // 0 says that it was applied, whatever became of the answer.
    if (entry.code === 0) apply(tables, readCallback(entry.interface, entry.parameters), honourEventTime);
  }

  return {
    tables,
    received,
    record(entry, callback) {
      const numbered = { n: received.total + 1, ...entry };
      journal.append({ received: numbered });
      if (callback !== undefined) apply(tables, callback, honourEventTime);
      received.add(numbered);
      return numbered;
    },
    clear(at) {
      journal.append({ cleared: at });
      forget(tables);
    },
    close: () => journal.close(),
  };
}

const journalEntry = z.union([
  z.strictObject({
    received: z.looseObject({
      n: z.int(),
      at: z.int(),
      interface: z.enum(callbackNames),
      code: z.int().nullable(),
      message: z.string(),
      fault: z.string().nullable(),
      parameters: z.record(z.string(), z.unknown()),
    }),
  }),
  z.strictObject({ cleared: z.int() }),
]);

function forget({ stocks, coupons }: Tables): void {
  stocks.clear();
  coupons.clear();
}
