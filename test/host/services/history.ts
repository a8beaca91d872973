// What the plugin has told the host so far, for its pages to show.

const lines: string[] = [];

export function note(line: string): void {
  lines.unshift(line);
}

export function noted(): readonly string[] {
  return lines.slice(0, 5);
}
