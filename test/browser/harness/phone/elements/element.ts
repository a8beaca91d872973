// What all built-in components share: WeChat's names for accessibility, and the look of something that is being pressed.
import type { Element as FrameworkElement } from 'glass-easel';

/** Set by the framework on every element that it made. */
interface Drawn {
  readonly __wxElement?: FrameworkElement;
}

export class WxElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = ['aria-role', 'hover-class'];
  protected defaultHoverClass = 'none';
  #listening = false;

  attributeChangedCallback(name: string, _old: string | null, value: string | null): void {
    if (name === 'aria-role' && value !== null) {
      this.setAttribute('role', value);
      this.removeAttribute('aria-role');
    }
    if (name === 'hover-class' && value !== null) this.listen();
  }

  protected listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    const press = () => this.#press(true);
    const release = () => this.#press(false);
    for (const start of ['mousedown', 'touchstart']) this.addEventListener(start, press, { passive: true });
    for (const end of ['mouseup', 'mouseleave', 'touchend', 'touchcancel'])
      this.addEventListener(end, release);
  }

  /** By the framework, which knows the scope that the class is written in. */
  #press(pressed: boolean): void {
    const name = this.getAttribute('hover-class') ?? this.defaultHoverClass;
    const { classList } = (this as Drawn).__wxElement ?? {};
    if (name !== 'none' && name !== '') classList?.toggle(name, pressed);
  }
}
