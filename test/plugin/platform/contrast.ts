// Contrast as the accessibility guidelines compute it, from the design tokens as they are written.

/** @returns token → colour; dark: what the dark rules say, else what the light ones do */
export function tokensOf(wxss: string, mode: 'light' | 'dark'): Map<string, string> {
  const [light = '', dark = ''] = wxss.split('@media (prefers-color-scheme: dark)');
  const read = (text: string) =>
    [...text.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(
      ([, name = '', colour = '']) => [name, colour] as const,
    );
  return new Map([...read(light), ...(mode === 'dark' ? read(dark) : [])]);
}

export function contrast(one: string | undefined, other: string | undefined): number {
  const [darker = 0, lighter = 0] = [one, other].map(luminance).sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string | undefined): number {
  if (colour === undefined) throw new Error('no such token');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
