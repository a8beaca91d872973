// How large a rem is: a twentieth of the screen's width, unless the page asks for the size of text that the person has set.

const systemPx = 16;

export function rootFontSize(scale: number): (page: HTMLElement) => string {
  return (page) => {
    const asked = page.querySelector('wx-page-meta')?.getAttribute('root-font-size');
    if (asked === 'system') return `${systemPx * scale}px`;
    return asked ?? `${100 / 20}vw`;
  };
}
