// The server's time on this phone, whose own clock may be wrong by days: every answer's Date header sets it.

const headerName = 'date';
/** The header counts whole seconds; on average half of one has passed. */
const halfSecond = 500;

let offset = 0;

export function serverNow(): number {
  return Date.now() + offset;
}

/** @param header of an answer that has just come */
export function observeDate(header: Readonly<Record<string, unknown>> | undefined): void {
  const entry = Object.entries(header ?? {}).find(([name]) => name.toLowerCase() === headerName);
  const sentAt = Date.parse(String(entry?.[1]));
  if (Number.isNaN(sentAt)) return;
  const seen = sentAt + halfSecond - Date.now();
  // Within a second it is the header's own coarseness: following it would make countdowns jump.
  if (Math.abs(seen - offset) > 1_000) offset = seen;
}
