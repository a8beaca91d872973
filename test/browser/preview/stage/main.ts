// The page around the phone: its frame, the till, and the settings.
import type { Phone, PhoneOptions } from '../../harness/remote.ts';
import { readSettings, type Settings, showSettings } from './settings.ts';
import { newTill } from './till.ts';

const lookEveryMs = 200;

const element = <Its extends HTMLElement>(id: string) => document.getElementById(id) as Its;
const screen = element<HTMLIFrameElement>('screen');
const back = element<HTMLButtonElement>('back');
const frame = document.querySelector<HTMLElement>('.phone');
const till = newTill(element('scan'), element('till-text'));

const settings = readSettings();
showSettings(settings, startPhone);
startPhone(settings);
back.addEventListener('click', () => void phone()?.back());
setInterval(look, lookEveryMs);

function startPhone({ size, scheme, fontScale, language, person }: Settings): void {
  const [width = '', height = ''] = size.split('×');
  frame?.style.setProperty('--width', width);
  frame?.style.setProperty('--height', height);
  frame?.classList.toggle('phone--dark', scheme === 'dark');
  const options: Partial<PhoneOptions> = {
    openpid: person,
    userCode: person,
    scheme,
    fontScale: Number(fontScale),
    language,
  };
  screen.src = `/phone?options=${encodeURIComponent(JSON.stringify(options))}`;
  till.rest();
}

function phone(): Phone | undefined {
  return (screen.contentWindow as (Window & { phone?: Phone }) | null)?.phone;
}

/** The phone says nothing by itself: it is looked at. */
function look(): void {
  const held = phone();
  element('time').textContent = new Date().toTimeString().slice(0, 5);
  if (held === undefined) return;
  const { title, pages } = held.state();
  element('title').textContent = title;
  back.hidden = pages.length < 2;
  till.sees(held.shownCode());
}
