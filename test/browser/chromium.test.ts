// Where no browser can be had, a sentence says how to get one.
import { atEnd } from '../kit/at-end.ts';
import { launchChromium } from './kit/chromium.ts';

describe('a browser that is named', () => {
  it('and is not there ends in a sentence', async () => {
    const { CHROMIUM_PATH: before } = process.env;
    atEnd(() => {
      if (before === undefined) delete process.env['CHROMIUM_PATH'];
      else process.env['CHROMIUM_PATH'] = before;
    });
    process.env['CHROMIUM_PATH'] = '/nowhere/chromium';
    await expect(launchChromium()).rejects.toThrow(
      /CHROMIUM_PATH names \/nowhere\/chromium, where nothing is/,
    );
  });
});
