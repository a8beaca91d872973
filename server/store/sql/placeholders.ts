// How many values a list of columns takes.

/** @returns `?, ?, …`, one for each column of a comma-separated list. */
export function placeholders(columns: string): string {
  return columns
    .split(',')
    .map(() => '?')
    .join(', ');
}
