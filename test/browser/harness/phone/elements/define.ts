// Makes the built-in components known to the browser, each as `wx-<name>`, with the look that the platform gives them.
import { builtIn, elementOf } from '../../compile/built-in.ts';
import { WxButton } from './button.ts';
import { defaultStyle } from './default-style.ts';
import { WxElement } from './element.ts';
import { WxImage } from './image.ts';

const special: Readonly<Record<string, CustomElementConstructor>> = { button: WxButton, image: WxImage };

export function defineElements(): void {
  for (const name of builtIn)
    customElements.define(elementOf(name), special[name] ?? class extends WxElement {});
  const sheet = document.createElement('style');
  sheet.textContent = defaultStyle;
  document.head.prepend(sheet);
}
