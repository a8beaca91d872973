// Looks for what is secret where it must not be, in the forms that it may have got there in.

export interface Spill {
  readonly secret: string;
  readonly place: string;
}

/** @param secrets by what they are @param places what was written, by where */
export function findSpills(
  secrets: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
): Spill[] {
  return Object.entries(secrets).flatMap(([secret, value]) =>
    Object.entries(places)
      .filter(([, text]) => [...formsOf(value)].some((form) => text.includes(form)))
      .map(([place]) => ({ secret, place })),
  );
}

const piece = 24;

function formsOf(value: string): Set<string> {
  const bytes = Buffer.from(value);
  // Files are read as one character a byte.
  const inFiles = bytes.toString('latin1');
  const forms = [value, inFiles, encodeURIComponent(value), ...encoded(bytes)];
  // What is long is cut in places.
  if (value.length > 2 * piece) forms.push(value.slice(0, piece), value.slice(-piece));
  // As people write numbers, and as we show them codes.
  if (/^\d+$/.test(value)) forms.push(value.replace(/\d{4}(?=\d)/g, '$& '));
  // What a key's digits stand for.
  if (/^([0-9a-f]{2}){32}$/.test(value)) {
    const key = Buffer.from(value, 'hex');
    forms.push(key.toString('latin1'), ...encoded(key));
  }
  return new Set(forms);
}

const encoded = (bytes: Buffer): string[] => [
  bytes.toString('hex'),
  bytes.toString('base64').replace(/=+$/, ''),
  bytes.toString('base64url'),
];
