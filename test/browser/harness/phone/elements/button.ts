// <button>: reached by the keyboard too, as a phone's is by a switch or a screen reader.
import { WxElement } from './element.ts';

export class WxButton extends WxElement {
  protected override defaultHoverClass = 'button-hover';

  connectedCallback(): void {
    this.listen();
    if (!this.hasAttribute('role')) this.setAttribute('role', 'button');
    this.tabIndex = 0;
    this.addEventListener('keydown', this.#pressedKey);
  }

  #pressedKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    const { left, top } = this.getBoundingClientRect();
    for (const type of ['mousedown', 'mouseup'])
      this.dispatchEvent(
        new MouseEvent(type, { bubbles: true, composed: true, clientX: left, clientY: top }),
      );
  };
}
