// How a test holds the phone: what it is like, and what can be read from it and done to it. The page offers it as `phone`.

export interface PhoneOptions {
  /** Whose phone it is, as WeChat knows them to the plugin. */
  readonly openpid: string;
  /** Who that is to the host, instead of the one that its code names. */
  readonly userCode?: string;
  /** system: as the browser has it. */
  readonly scheme: 'system' | 'light' | 'dark';
  /** The phone's clock is wrong by so much. */
  readonly clockAheadMs: number;
  /** The size of text that the person has set: 1, 1.4 … */
  readonly fontScale: number;
  readonly language: string;
  /** The longest that this phone waits for an answer. */
  readonly patienceMs: number;
  /** Where the server's address points that the plugin's engineer has set. */
  readonly requestDomain: string;
  /** With the font that comes along; without it pages come sooner. */
  readonly fonts: boolean;
  /** The page that the host's app is launched with. */
  readonly launch: string;
}

export type Opening = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab';

export interface PhoneState {
  /** From the bottom of the stack to the top, as `space:path?query`. */
  readonly pages: readonly string[];
  readonly title: string;
  readonly brightness: number;
  readonly screenKeptOn: boolean;
  readonly clipboard: string;
  /** Every navigation that was tried, as "redirectTo /a?b=c". */
  readonly went: readonly string[];
  readonly events: readonly { readonly name: string; readonly detail: unknown }[];
  /** What went wrong in the logic, or was said by console.error. */
  readonly errors: readonly string[];
}

export interface Phone {
  state(): PhoneState;
  /** As a page of the host would. @returns what WeChat answers */
  open(how: Opening, url: string): Promise<string>;
  back(): Promise<string>;
  pullDown(): Promise<void>;
  /** The digits of the scan code that is seen, without blanks. */
  shownCode(): string | undefined;
  /** Another program comes to the front, and goes again. */
  hide(): void;
  show(): void;
  /** What the person says when WeChat asks whether to open another mini-program. */
  allowOtherApps(allowed: boolean): void;
}
