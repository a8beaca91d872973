// A component or a page of the plugin, as it lies there, on miniprogram-simulate: what it shows, fingers on it, and what it triggers.
import { basename, join } from 'node:path';
import { settle } from '../kit/phone.ts';
import { pluginRoot } from '../kit/sources.ts';
import { load, type Rendered, render } from './library.ts';
import { type Node, nodesOf } from './nodes.ts';

declare const document: { readonly body: object };
declare const TouchEvent: new (name: string, its: object) => object;

type Values = Readonly<Record<string, unknown>>;

/** @param part as in plugin.json: "components/cp-icon/cp-icon" */
export function simulate(part: string, properties: Values = {}, listen: readonly string[] = []): Simulated {
  // Its other compiler is a native program for some machines only.
  const id = load(join(pluginRoot, part), basename(part), { compiler: 'simulate', rootPath: pluginRoot });
  const rendered = render(id, properties);
  rendered.attach(document.body);
  return new Simulated(rendered, listen);
}

export class Simulated {
  /** The names of the events that it triggered, in order. */
  readonly triggered: string[] = [];
  private readonly rendered: Rendered;

  constructor(rendered: Rendered, listen: readonly string[]) {
    this.rendered = rendered;
    for (const name of listen) rendered.addEventListener(name, () => void this.triggered.push(name));
  }

  get nodes(): Node[] {
    return nodesOf(this.rendered.toJSON());
  }

  get text(): string {
    return this.nodes[0]?.text ?? '';
  }

  get buttons(): Node[] {
    return this.nodes.filter(({ tag }) => tag === 'wx-button');
  }

  /** @param name a class in the WXML */
  byClass(name: string): Node[] {
    return this.nodes.filter(({ classes }) => classes.includes(name));
  }

  one(name: string): Node {
    const [found, ...others] = this.byClass(name);
    if (found === undefined || others.length > 0) throw new Error(`not one .${name} in: ${this.text}`);
    return found;
  }

  /** A finger on the button with these words, and what that sets off. */
  async tap(words: string): Promise<void> {
    const at = this.buttons.findIndex(({ text }) => text === words);
    const button = this.rendered.dom.querySelectorAll('wx-button')[at];
    if (button === undefined) throw new Error(`no button "${words}" in: ${this.text}`);
    button.dispatchEvent(touch('touchstart', [{}]));
    button.dispatchEvent(touch('touchend', []));
    await settle();
  }

  /** Sets properties of a component, data of a page. */
  set(change: Values): void {
    this.rendered.setData(change);
  }

  /** Calls what WeChat calls on a page. */
  async call(name: string, ...args: unknown[]): Promise<void> {
    this.rendered.instance[name]?.(...args);
    await settle();
  }

  /** The page around a component is shown or hidden. */
  pageIs(state: 'show' | 'hide'): void {
    this.rendered.triggerPageLifeTime(state);
  }

  leave(): void {
    this.rendered.detach();
  }
}

function touch(name: string, touches: readonly object[]): object {
  return new TouchEvent(name, { bubbles: true, touches, changedTouches: [{}] });
}
