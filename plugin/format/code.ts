// A scan code as it is read out and as it is drawn.

/** 12345678901234567890 → 1234 5678 9012 3456 7890 */
export function inGroups(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

/** What <image> takes. Bars and modules fill the picture's box: the page gives the box its shape. */
export function svgUri(svg: string): string {
  const stretched = svg.includes('preserveAspectRatio')
    ? svg
    : svg.replace('<svg', '<svg preserveAspectRatio="none"');
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(stretched)}`;
}
