// Turns a statement for one set of values into one statement for many sets: PostgreSQL gets the sets as arrays, a column each,
// and works through them in one round trip and with one plan. What a group of claims costs depends on it: a statement a row
// takes the server ten times as long.

/** What stands at a place in all the sets: whole numbers, texts, or NULL everywhere. */
export type Kind = 'number' | 'text' | 'null';

export interface EachStatement {
  readonly sql: string;
  /** Of the places, those that are bound, in the order of $1, $2 …; NULL everywhere is written into the text. */
  readonly places: readonly number[];
}

const arrayType = { number: 'bigint[]', text: 'text[]' };

/** For a query: the rows carry the number of their set in front, from 1 up. */
export function eachQuery(sql: string, kinds: readonly Kind[]): EachStatement {
  const { sets, places, bound } = bindSets(kinds);
  const text = `SELECT each_set.n, one.* FROM ${sets} CROSS JOIN LATERAL (${bound(sql)}) AS one`;
  return { sql: text, places };
}

/**
 * For a change of rows: every row that is changed returns the number of its set, from 1 up. An INSERT returns them all
 * in no order, since each set makes exactly one row.
 * @returns undefined for a statement that is none of INSERT … VALUES, UPDATE … WHERE, DELETE … WHERE
 */
export function eachChange(sql: string, kinds: readonly Kind[]): EachStatement | undefined {
  const { sets, places, bound } = bindSets(kinds);
  const insert =
    /^(INSERT INTO \w+ \([^)]*\))\s+VALUES \(([^()]*)\)(?:\s+(ON CONFLICT [^?]* DO UPDATE [^?]*))?$/.exec(
      sql,
    );
  if (insert !== null) {
    const [, into = '', values = '', onConflict = ''] = insert;
    return { sql: `${into} SELECT ${bound(values)} FROM ${sets} ${onConflict}`, places };
  }
  const update = /^(UPDATE \w+ SET .*?)\s+WHERE (.*)$/s.exec(sql);
  const remove = /^(DELETE FROM \w+)\s+WHERE (.*)$/s.exec(sql);
  const [, change, where] = update ?? remove ?? [];
  if (change === undefined) return undefined;
  const joined = update === null ? 'USING' : 'FROM';
  const whole = bound(`${change}\n${joined} ${sets} WHERE ${where}`);
  return { sql: `${whole} RETURNING each_set.n`, places };
}

/** The sets as a table `each_set` with the columns p1, p2 …, and a way to put these where a statement has its question marks. */
function bindSets(kinds: readonly Kind[]) {
  const places = kinds.flatMap((kind, place) => (kind === 'null' ? [] : [place]));
  const arrays = places.map(
    (place, index) => `$${index + 1}::${arrayType[kinds[place] === 'text' ? 'text' : 'number']}`,
  );
  const columns = places.map((place) => `p${place + 1}`);
  const sets = `unnest(${arrays.join(', ')}) WITH ORDINALITY AS each_set(${[...columns, 'n'].join(', ')})`;
  function bound(sql: string): string {
    let place = 0;
    return sql.replace(/\?/g, () => {
      const kind = kinds[place];
      place += 1;
      return kind === 'null' ? 'NULL' : `each_set.p${place}`;
    });
  }
  return { sets, places, bound };
}
