// A person's phone in a journey: opens pages as a host does, reads and taps what the person would, and is looked after when the test is over.
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { atEnd } from '../../kit/at-end.ts';
import type { Opening, PhoneOptions, PhoneState } from '../harness/remote.ts';
import type { World } from './world.ts';

export interface PhoneLook extends Partial<PhoneOptions> {
  readonly size?: { readonly width: number; readonly height: number };
  readonly scheme?: 'light' | 'dark';
  /** Pixels of the screen for each of the page: scanners and people who look at pictures want more than one. */
  readonly density?: number;
}

export interface TestPhone {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly userCode: string;
  /** Opens a page of the plugin as this person. @returns what WeChat answers */
  open(page: string, query?: Record<string, string>, how?: Opening): Promise<string>;
  /** Exactly this address. */
  openUrl(url: string, how?: Opening): Promise<string>;
  /** Something with this text on the page that is seen. */
  text(text: string | RegExp): Locator;
  button(name: string | RegExp): Locator;
  tap(name: string | RegExp): Promise<void>;
  state(): Promise<PhoneState>;
  /** The pages of the stack, each as `space:path?query`, once the last of them is on top. */
  pagesUp(to: string): Promise<readonly string[]>;
  /** The page on top. */
  top(): Promise<string>;
  /** Once this is so on the phone. */
  until(condition: string): Promise<void>;
  /** As a single call of the phone's remote. */
  remote(call: string): Promise<unknown>;
}

const phoneSize = { width: 375, height: 812 };

let people = 0;

/** Somebody new, with the host's first page open. */
export async function newPhone(world: World, look: PhoneLook = {}): Promise<TestPhone> {
  people += 1;
  const { size = phoneSize, scheme = 'light', density = 1, ...options } = look;
  const context = await world.browser.newContext({
    viewport: size,
    deviceScaleFactor: density,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    hasTouch: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  const openpid = options.openpid ?? `openpid${people}`;
  await page.goto(
    `${world.way.url}/phone?options=${encodeURIComponent(JSON.stringify({ fonts: false, ...options, openpid }))}`,
  );
  const phone = phoneOn(page, context, `person${people}`);
  atEnd(async () => {
    const { errors } = await phone.state();
    await context.close();
    expect(errors).toEqual([]);
  });
  return phone;
}

function phoneOn(page: Page, context: BrowserContext, userCode: string): TestPhone {
  const shown = page.locator('wx-page:not([hidden])');
  const remote = (call: string) => page.evaluate(`phone.${call}`);
  const openUrl: TestPhone['openUrl'] = async (url, how = 'navigateTo') =>
    (await remote(`open(${JSON.stringify(how)}, ${JSON.stringify(url)})`)) as string;
  const state = async () => (await remote('state()')) as PhoneState;
  const until = async (condition: string) => void (await page.waitForFunction(condition));
  const button: TestPhone['button'] = (name) => shown.getByRole('button', { name }).filter({ visible: true });
  return {
    page,
    context,
    userCode,
    openUrl,
    open(name, query = {}, how) {
      // As hosts write it: joined, without encoding.
      const all = Object.entries({ user_code: userCode, ...query }).map(([key, value]) => `${key}=${value}`);
      return openUrl(`plugin://chelian-coupon/${name}?${all.join('&')}`, how);
    },
    text: (text) => shown.getByText(text).filter({ visible: true }),
    button,
    tap: (name) => button(name).first().tap(),
    state,
    async pagesUp(to) {
      await until(`phone.state().pages.at(-1) === ${JSON.stringify(to)}`);
      return (await state()).pages;
    },
    until,
    top: async () => (await state()).pages.at(-1) ?? '',
    remote,
  };
}
