// Puts the plugin's own WXML, JSON and TypeScript on WeChat's component framework, without a browser: what is rendered is a tree to look into.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component as EaselComponent, Element, EmptyBackendContext } from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { TmplGroup } from 'glass-easel-template-compiler';
import { Seen } from './seen.ts';

const root = join(__dirname, '../../../plugin');
const parts = globSync('{components,pages}/*/*.wxml', { cwd: root }).map((file) =>
  file.replace(/\.wxml$/, '').replaceAll('\\', '/'),
);
const builtIns = ['view', 'text', 'image', 'button', 'page-meta', 'block'];

export interface Shown {
  readonly seen: Seen;
  /** Sets properties of a component, data of a page. */
  set(data: Readonly<Record<string, unknown>>): void;
  /** Calls what WeChat calls on a page: onLoad, onShow, onHide, onUnload, onReachBottom. */
  call(name: string, ...args: unknown[]): unknown;
  /** What the component triggered, in order. */
  readonly triggered: string[];
  leave(): void;
}

/** @param part as in plugin.json: "components/cp-icon/cp-icon" */
export function show(
  part: string,
  data: Readonly<Record<string, unknown>> = {},
  listen: readonly string[] = [],
): Shown {
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('plugin', true);
  for (const name of builtIns) space.getComponentSpace().setGlobalUsingComponent(name, name);
  const templates = compileTemplates();
  for (const one of parts) {
    space.addComponentStaticConfig(one, JSON.parse(readFileSync(join(root, `${one}.json`), 'utf8')));
    space.addCompiledTemplate(one, { groupList: templates, content: templates[one] } as never);
  }
  for (const one of parts) space.globalComponentEnv(globalThis, one, () => require(join(root, one)));

  const backend = env.associateBackend(new EmptyBackendContext());
  const shown = backend.createRoot(part, space, part);
  const component = shown.getComponent();
  const triggered: string[] = [];
  for (const name of listen) component.addListener(name, () => void triggered.push(name));
  const caller = shown.get() as unknown as Record<string, (...args: unknown[]) => unknown>;
  caller['setData']?.(data);
  Element.pretendAttached(component);
  return {
    seen: new Seen(component),
    triggered,
    set: (change) => caller['setData']?.(change),
    call(name, ...args) {
      if (name === 'onShow' || name === 'onHide') tellParts(component, name === 'onShow' ? 'show' : 'hide');
      return caller[name]?.(...args);
    },
    leave: () => Element.pretendDetached(component),
  };
}

let compiled: Record<string, unknown> | undefined;

function compileTemplates(): Record<string, unknown> {
  if (compiled !== undefined) return compiled;
  const group = new TmplGroup();
  for (const one of parts) {
    const problems: unknown[] = group.addTmpl(one, readFileSync(join(root, `${one}.wxml`), 'utf8'));
    if (problems.length > 0) throw new Error(`${one}.wxml: ${String(problems)}`);
  }
  compiled = new Function(`return ${group.getTmplGenObjectGroups()}`)() as Record<string, unknown>;
  group.free();
  return compiled;
}

function tellParts(component: Element, lifetime: string): void {
  for (const { element } of new Seen(component).all)
    if (EaselComponent.isComponent(element)) element.triggerPageLifetime(lifetime, []);
}
