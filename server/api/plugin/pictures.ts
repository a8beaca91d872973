// The scan code as pictures: drawn here, so that the plugin carries no library for it. Black on white, with the quiet zones that readers need.

/** Loaded with the first code: a start need not wait for it. */
const barcodes = () => import('bwip-js');

/** QR, level M, four modules of quiet zone on every side. */
export async function qrSvg(code: string): Promise<string> {
  // Its types know only what all symbols have; the level is the QR symbol's own.
  const options = { bcid: 'qrcode', text: code, eclevel: 'M', scale: 1, padding: 8 };
  return onWhite((await barcodes()).toSVG(options));
}

/** Code 128; an even number of digits is set C, two digits a symbol. Ten modules of quiet zone at both ends. */
export async function barcodeSvg(code: string): Promise<string> {
  const options = { bcid: 'code128', text: code, scale: 1, height: 12, paddingwidth: 10, paddingheight: 2 };
  return onWhite((await barcodes()).toSVG(options));
}

/** Stretched to whatever box shows it, and white below the bars in dark mode too. */
function onWhite(svg: string): string {
  return svg.replace(
    '>',
    ' preserveAspectRatio="none" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/>',
  );
}
