// A call that would go well, and what is done to it: members replaced, left out, swapped, or added.
import fc from 'fast-check';
import { odd, strangeKeys } from './values.ts';

export type Edit =
  | { readonly do: 'replace'; readonly field: string; readonly value: unknown }
  | { readonly do: 'drop'; readonly field: string }
  /** Something that is there, but not for this field. */
  | { readonly do: 'take'; readonly field: string; readonly from: string };

/** @param fields the call's own @param things names of what is there */
export function editsOf(fields: readonly string[], things: readonly string[]): fc.Arbitrary<readonly Edit[]> {
  // A path without fields can be asked with some all the same.
  const own = fc.constantFrom(...fields, ...(fields.length === 0 ? ['nothing'] : []));
  const edit = fc.oneof(
    { arbitrary: fc.record({ do: fc.constant('replace' as const), field: own, value: odd }), weight: 6 },
    { arbitrary: fc.record({ do: fc.constant('drop' as const), field: own }), weight: 1 },
    {
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        field: own,
        from: fc.constantFrom(...things),
      }),
      weight: 2,
    },
    {
      arbitrary: fc.record({
        do: fc.constant('replace' as const),
        field: fc.constantFrom(...strangeKeys),
        value: odd,
      }),
      weight: 1,
    },
  );
  return fc.array(edit, { maxLength: 4 });
}

/** As members rather than an object: `__proto__` is a key like any other here. */
export function edited(
  fields: readonly string[],
  things: Readonly<Record<string, unknown>>,
  edits: readonly Edit[],
): Map<string, unknown> {
  const members = new Map(fields.map((field) => [field, things[field]]));
  for (const edit of edits) {
    if (edit.do === 'replace') members.set(edit.field, edit.value);
    else if (edit.do === 'take') members.set(edit.field, things[edit.from]);
    else members.delete(edit.field);
  }
  return members;
}
