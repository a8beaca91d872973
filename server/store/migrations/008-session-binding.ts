// A session is good for as long as the binding is that it was opened by. Those of before name none: whoever has one logs in anew.
import type { Migration } from '../migrate.ts';

export const sessionBinding: Migration = {
  number: 8,
  name: 'session-binding',
  statements: ({ integer }) => [`ALTER TABLE plugin_session ADD COLUMN bound_at ${integer}`],
};
