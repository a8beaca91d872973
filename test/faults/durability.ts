// Reads strace's notes: was each coupon on disk before it was answered?

interface Call {
  readonly name: string;
  /** What stands between the parentheses. */
  readonly args: string;
  readonly begun: number;
  readonly ended: number;
  readonly result: string;
}

/** Coupons that were answered before a write of them to the log was synced, in words; and how many were looked at. */
export function durabilityOf(lines: readonly string[], log: string): { answers: number; problems: string[] } {
  const calls = callsOf(lines);
  const onLog = calls.filter(({ args }) => args.includes(`<${log}>`));
  const writes = onLog.filter(({ name }) => name === 'pwrite64');
  const syncs = onLog.filter(({ name, result }) => /sync$/.test(name) && result === '0');
  const answers = calls.flatMap((call) => {
    const [, coupon] = /^\d+<(?:socket|TCP).*coupon_id\\":\\"(\d+)/.exec(call.args) ?? [];
    return coupon === undefined ? [] : [{ coupon, at: call.begun }];
  });
  const problems = answers.flatMap(({ coupon, at }) => {
    const write = writes.find(({ args }) => args.includes(coupon));
    if (write === undefined || write.begun > at) return [`${coupon} was answered before it was written`];
    const synced = syncs.some((sync) => sync.begun > write.ended && sync.ended < at);
    return synced ? [] : [`${coupon} was answered before it was synced`];
  });
  return { answers: answers.length, problems };
}

/** `1234 12:00:00.000000 fsync(21</data/chelian.db-wal>) = 0`, or in two halves where another thread came in between. */
function callsOf(lines: readonly string[]): Call[] {
  const calls: Call[] = [];
  const halves = new Map<string, { text: string; begun: number }>();
  for (const [at, line] of lines.entries()) {
    const [, thread = '', said = ''] = /^(\d+)\s+\S+\s(.*)$/.exec(line) ?? [];
    const [, beginning] = /^(.*) <unfinished \.\.\.>$/.exec(said) ?? [];
    if (beginning !== undefined) {
      halves.set(thread, { text: beginning, begun: at });
      continue;
    }
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(said) ?? [];
    const half = rest === undefined ? undefined : halves.get(thread);
    const [, name, args = '', result = ''] =
      /^(\w+)\((.*)\)\s+= (\S+)/.exec(half ? `${half.text}${rest}` : said) ?? [];
    if (name !== undefined) calls.push({ name, args, begun: half?.begun ?? at, ended: at, result });
  }
  return calls;
}
