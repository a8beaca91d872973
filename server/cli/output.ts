// Text for people: aligned columns and lines. Chinese characters are two columns wide.

/** Columns as wide as their widest cell; the last one is not padded. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => displayWidth(line[column] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => padEnd(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `name  value` lines; those whose value is undefined are left out. */
export function fields(pairs: Readonly<Record<string, string | number | undefined>>): string {
  const there = Object.entries(pairs).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...there.map(([name]) => displayWidth(name)));
  return there
    .map(([name, value]) => `${padEnd(name, width)}  ${printable(String(value))}`.trimEnd())
    .join('\n');
}

/** A part of an answer below a line that names it. */
export function section(title: string, body: string): string {
  return `\n${title}\n${body.replace(/^/gm, '  ')}`;
}

/** How many columns of a terminal the text takes. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += narrow.test(character) ? 1 : invisible.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return width;
}

const narrow = /^[\x20-\x7e]$/;
const invisible = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
// East Asian wide and full-width forms, and emoji.
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** Names and messages come from outside: they must not steer the terminal, nor break the line. */
function printable(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}
