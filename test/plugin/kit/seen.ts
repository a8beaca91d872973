// What a person gets of a rendered tree: its words, its controls, and what a screen reader says of them.
import { type Element, TextNode } from 'glass-easel';

export interface SeenNode {
  readonly element: Element;
  readonly tag: string;
  readonly classes: readonly string[];
  readonly text: string;
  attribute(name: string): string;
}

export class Seen {
  private readonly root: Element;
  constructor(root: Element) {
    this.root = root;
  }

  get all(): SeenNode[] {
    const nodes: SeenNode[] = [];
    walk(this.root, (element) => nodes.push(seenNode(element)));
    return nodes;
  }

  get text(): string {
    return textOf(this.root);
  }

  /** @param name a class in the WXML */
  byClass(name: string): SeenNode[] {
    return this.all.filter(({ classes }) => classes.includes(name));
  }

  one(name: string): SeenNode {
    const [found, ...others] = this.byClass(name);
    if (found === undefined || others.length > 0)
      throw new Error(`${others.length + (found === undefined ? 0 : 1)} of .${name} in: ${this.text}`);
    return found;
  }

  get buttons(): SeenNode[] {
    return this.all.filter(({ tag }) => tag === 'button');
  }

  /** Taps the button with these words. */
  tap(words: string): void {
    const button = this.buttons.find(({ text }) => text === words);
    if (button === undefined) throw new Error(`no button "${words}" in: ${this.text}`);
    button.element.triggerEvent('tap', {}, { bubbles: true, composed: true });
  }

  /** @returns of each element with this role what a screen reader says */
  byRole(role: string): SeenNode[] {
    return this.all.filter((node) => node.attribute('aria-role') === role);
  }
}

function seenNode(element: Element): SeenNode {
  return {
    element,
    tag: (element as unknown as { is?: string }).is ?? '',
    classes: element.class.split(/\s+/).filter((name) => name !== ''),
    get text() {
      return textOf(element);
    },
    attribute: (name) => String(element.getAttribute(name) ?? ''),
  };
}

function walk(element: Element, visit: (element: Element) => void): void {
  visit(element);
  for (const child of element.getComposedChildren()) {
    const inner = child.asElement();
    if (inner !== null) walk(inner, visit);
  }
}

function textOf(element: Element): string {
  const parts = element
    .getComposedChildren()
    .map((child) => (child instanceof TextNode ? child.textContent : textOf(child as Element)));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
