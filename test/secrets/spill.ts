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
      .filter(([, text]) => formsOf(value).some((form) => text.includes(form)))
      .map(([place]) => ({ secret, place })),
  );
}

function formsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
}
