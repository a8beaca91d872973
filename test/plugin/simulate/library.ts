// What is used of miniprogram-simulate, and what it lacks. Its own types bring along an older copy of the platform's, and leave events out.
import { setImmediate } from 'node:timers';

/** A node as toJSON() gives it: the only place where aria-* and src are seen. */
export interface JsonNode {
  readonly tagName: string;
  readonly attrs: readonly { readonly name: string; readonly value: unknown }[];
  readonly children: readonly (JsonNode | string)[];
}

export interface Touchable {
  querySelectorAll(selector: string): ArrayLike<Touchable>;
  dispatchEvent(event: object): void;
}

export interface Rendered {
  readonly dom: Touchable;
  readonly instance: Readonly<Record<string, ((...args: unknown[]) => unknown) | undefined>>;
  setData(data: Readonly<Record<string, unknown>>): void;
  addEventListener(name: string, handler: () => void): void;
  triggerPageLifeTime(name: 'show' | 'hide'): void;
  toJSON(): JsonNode;
  attach(parent: object): void;
  detach(): void;
}

interface Library {
  load(path: string, tagName: string, options: { compiler: 'simulate'; rootPath: string }): string;
  render(id: string, properties: Readonly<Record<string, unknown>>): Rendered;
}

export const { load, render } = require('miniprogram-simulate') as Library;

// It knows no pages: here they are components whose functions are methods. And jsdom has no setImmediate.
Object.assign(globalThis, {
  setImmediate,
  Page: ({ data, ...methods }: Readonly<Record<string, unknown>>) => Component({ data, methods } as never),
});
