// The texts that PostgreSQL gets for ours, made once each, under the names that they are prepared by.
import type { EachStatement, Kind } from './each.ts';

export interface Prepared {
  readonly name?: string;
  readonly text: string;
}

export interface Statements {
  /** For one set of values, with `$1` for `?`. */
  single(sql: string): Prepared;
  /** A text that is PostgreSQL's already. */
  named(text: string): Prepared;
  /** For many sets, made by `compile` when it is first asked for. */
  each<Result extends EachStatement | undefined>(
    sql: string,
    kinds: readonly Kind[],
    compile: (sql: string, kinds: readonly Kind[]) => Result,
  ): Result;
}

/** Shared by all connections of a process: a name always stands for the same text. */
export function createStatements(): Statements {
  const singles = new Map<string, Prepared>();
  const byText = new Map<string, Prepared>();
  const compiled = new Map<string, EachStatement | undefined>();

  function named(text: string): Prepared {
    return remember(byText, text, () => ({ name: `chelian_${byText.size}`, text }));
  }

  return {
    named,
    single: (sql) =>
      remember(singles, sql, () => {
        let place = 0;
        const text = sql.replace(/\?/g, () => `$${++place}`);
        // What takes no values is mostly said once: BEGIN, the statements of a migration.
        return place === 0 ? { text } : named(text);
      }),
    each: <Result extends EachStatement | undefined>(
      sql: string,
      kinds: readonly Kind[],
      compile: (sql: string, kinds: readonly Kind[]) => Result,
    ) => remember(compiled, `${kinds.join()} ${sql}`, () => compile(sql, kinds)) as Result,
  };
}

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
