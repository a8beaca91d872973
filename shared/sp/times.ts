// Times on the wire ⇄ epoch milliseconds (sp §3, §5). Always written in +08:00, read in every form callers were seen to use.

const chinaOffset = 8 * 3_600_000;
const minute = 60_000;
/** What both directions can hold: years 1000 to 9999, in +08:00. */
const earliest = Date.UTC(1000, 0, 1) - chinaOffset;
const latest = Date.UTC(10_000, 0, 1) - chinaOffset - 1;

/** `2020-07-20T13:29:35.120+08:00`. Throws a RangeError outside the years 1000–9999. */
export function formatTime(at: number): string {
  if (!(at >= earliest && at <= latest)) throw new RangeError(`no such time on the wire: ${at}`);
  return `${new Date(at + chinaOffset).toISOString().slice(0, 23)}+08:00`;
}

// date T time, then milliseconds as `.SSS`, `. SSS`, `:SSS` or `: SSS` (the field tables show all but one), then the zone.
const timeForm =
  /^([1-9]\d{3})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.:] ?(\d{3}))?(?:(Z)|([+-])(0\d|1[0-4]):?([0-5]\d)?)?$/;

/** Epoch ms, or undefined where the form is unknown or the date impossible (30 February, 25 o'clock). No zone means +08:00. */
export function parseTime(text: string): number | undefined {
  const parts = timeForm.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minutes, seconds, millis, utc, sign, zoneHours, zoneMinutes] = parts;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // Date rolls an impossible day over into another month.
  if (date.getUTCMonth() !== Number(month) - 1) return undefined;
  const local = date.getTime() + clock(hour, minutes) + Number(seconds) * 1000 + Number(millis ?? 0);
  const at = local - zoneOffset(utc, sign, zoneHours, zoneMinutes);
  return at >= earliest && at <= latest ? at : undefined;
}

function zoneOffset(utc?: string, sign?: string, hours?: string, minutes?: string): number {
  if (utc !== undefined) return 0;
  if (sign === undefined) return chinaOffset;
  return (sign === '-' ? -1 : 1) * clock(hours, minutes);
}

function clock(hours = '0', minutes = '0'): number {
  return (Number(hours) * 60 + Number(minutes)) * minute;
}

/** The common parameter `timestamp`: 10 digits are seconds, 13 milliseconds; a string or a number (sp §3). */
export function parseTimestamp(value: unknown): number | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const digits = String(value);
  if (!/^(?:\d{10}|\d{13})$/.test(digits)) return undefined;
  return digits.length === 10 ? Number(digits) * 1000 : Number(digits);
}
