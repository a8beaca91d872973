// The layouts of the schema that tests run on, as settings.

export const layouts = {
  postgres: {},
  'postgres-buckets': { BUCKETS: '8', DATABASE_PARTITIONS: '8' },
} as const;

export type Layout = keyof typeof layouts;

/** The database with that layout which others are copied from. */
export const templateOf = (layout: Layout): string => `template_${layout.replace('-', '_')}`;
