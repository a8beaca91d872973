// The rendered tree, flat: each node with its classes and attributes as the WXML has them, and the words below it.
import type { JsonNode } from './library.ts';

export interface Node {
  readonly tag: string;
  readonly classes: readonly string[];
  readonly text: string;
  attribute(name: string): string;
}

export function nodesOf(json: JsonNode): Node[] {
  const inner = json.children.filter((child) => typeof child !== 'string');
  return [node(json), ...inner.flatMap(nodesOf)];
}

function node(json: JsonNode): Node {
  const attribute = (name: string) => String(json.attrs.find((one) => one.name === name)?.value ?? '');
  return {
    tag: json.tagName,
    classes: attribute('class').split(/\s+/),
    text: textOf(json),
    attribute,
  };
}

function textOf({ children }: JsonNode): string {
  return children
    .map((child) => (typeof child === 'string' ? child.trim() : textOf(child)))
    .filter((part) => part !== '')
    .join(' ');
}
