// Reads codes off a picture of the screen as a till's scanner does, in a page of its own.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';

/** Both give the digits; undefined where nothing can be read. */
export interface Scan {
  readonly qr: string | undefined;
  readonly bars: string | undefined;
}

export async function scan(browser: Browser, picture: Buffer): Promise<Scan> {
  const page = await browser.newPage();
  try {
    for (const library of ['jsqr/dist/jsQR.js', '@zxing/library/umd/index.min.js'])
      await page.addScriptTag({ content: readFileSync(`node_modules/${library}`, 'utf8') });
    return await read(page, `data:image/png;base64,${picture.toString('base64')}`);
  } finally {
    await page.close();
  }
}

function read(page: Page, url: string): Promise<Scan> {
  return page.evaluate(`(async () => {
    const picture = await createImageBitmap(await (await fetch(${JSON.stringify(url)})).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const pen = canvas.getContext('2d');
    pen.drawImage(picture, 0, 0);
    const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
    const grey = new Uint8ClampedArray(width * height);
    for (let at = 0; at < grey.length; at += 1) grey[at] = (data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3;
    const bars = () => {
      const source = new ZXing.RGBLuminanceSource(grey, width, height);
      const bitmap = new ZXing.BinaryBitmap(new ZXing.HybridBinarizer(source));
      return new ZXing.Code128Reader().decode(bitmap, new Map([[ZXing.DecodeHintType.TRY_HARDER, true]])).getText();
    };
    const attempt = (work) => { try { return work(); } catch { return undefined; } };
    return { qr: jsQR(data, width, height)?.data, bars: attempt(bars) };
  })()`) as Promise<Scan>;
}
