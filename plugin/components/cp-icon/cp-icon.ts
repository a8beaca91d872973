// A sign beside a word, never instead of one: screen readers pass over it.
Component({
  properties: {
    /** check, clock, ban, info, warn, offline, ticket, home, refresh, copy, chevron */
    name: { type: String, value: 'info' },
  },
});
