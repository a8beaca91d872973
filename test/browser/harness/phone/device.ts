// What of the phone itself can be seen and set: screen, clipboard, network, title.
import type { PhoneState } from '../remote.ts';

export interface Device {
  title: string;
  brightness: number;
  screenKeptOn: boolean;
  clipboard: string;
  otherAppsAllowed: boolean;
  readonly went: string[];
  readonly events: { readonly name: string; readonly detail: unknown }[];
  readonly errors: string[];
  fail(error: unknown): void;
}

export function newDevice(): Device {
  const errors: string[] = [];
  return {
    title: '',
    brightness: 0.4,
    screenKeptOn: false,
    clipboard: '',
    otherAppsAllowed: true,
    went: [],
    events: [],
    errors,
    fail(error) {
      errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      console.error(error);
    },
  };
}

export function stateOf(device: Device, pages: PhoneState['pages']): PhoneState {
  const { title, brightness, screenKeptOn, clipboard, went, events, errors } = device;
  return { pages, title, brightness, screenKeptOn, clipboard, went, events, errors };
}
