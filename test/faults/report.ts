// Times are told, not asserted.

export function report(what: string, ms: number): void {
  process.stderr.write(`    ${what} ${Math.round(ms)} ms\n`);
}
