// <image>: a box of its own size that the picture is fitted into.
import { WxElement } from './element.ts';

const fits: Readonly<Record<string, string>> = {
  scaleToFill: 'fill',
  aspectFit: 'contain',
  aspectFill: 'cover',
  center: 'none',
};

export class WxImage extends WxElement {
  static override readonly observedAttributes = [...WxElement.observedAttributes, 'src', 'mode'];
  readonly #picture = document.createElement('img');

  constructor() {
    super();
    this.#picture.alt = '';
    this.#picture.style.cssText = 'display:block;width:100%;height:100%;object-fit:fill';
    this.#picture.addEventListener('load', () => this.dispatchEvent(new CustomEvent('load')));
    this.#picture.addEventListener('error', () => this.dispatchEvent(new CustomEvent('error')));
    this.attachShadow({ mode: 'open' }).append(this.#picture);
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'src' && value) this.#picture.src = value;
    if (name === 'mode' && value) this.#picture.style.objectFit = fitOf(value);
  }
}

function fitOf(mode: string): string {
  const fit = fits[mode];
  if (fit === undefined) throw new Error(`<image mode="${mode}"> is not played by the harness`);
  return fit;
}
