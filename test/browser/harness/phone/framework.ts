// WeChat's own component framework, set up with the parts of host and plugin as it is on a phone: two code spaces in one environment.
import { type CodeSpace, glassEasel, MiniProgramEnv } from 'glass-easel-miniprogram-adapter';
import { builtIn, elementOf } from '../compile/built-in.ts';
import { defineElements } from './elements/define.ts';
import type { Program, Space } from './program.ts';

export interface Framework {
  readonly spaces: Readonly<Record<Space['name'], CodeSpace>>;
  readonly backend: ReturnType<MiniProgramEnv['associateBackend']>;
}

/** @param onError of logic that the framework calls: life cycles, observers, taps */
export function startFramework(program: Program, onError: (error: unknown) => void): Framework {
  defineElements();
  glassEasel.addGlobalErrorListener((error) => {
    onError(error);
    return false;
  });
  glassEasel.addGlobalWarningListener((message) => {
    onError(new Error(message));
    return false;
  });
  const environment = new MiniProgramEnv();
  const plugin = environment.createCodeSpace(program.plugin.appId, false, { ...program.publicComponents });
  const host = environment.createCodeSpace('', true);
  host.importCodeSpace(program.plugin.appId, program.alias);
  fill(plugin, program.plugin);
  fill(host, program.host);
  return { spaces: { host, plugin }, backend: environment.associateBackend(browserContext()) };
}

/** The browser's own events reach the framework, taps made of touches among them. */
function browserContext(): glassEasel.CurrentWindowBackendContext {
  const context = new glassEasel.CurrentWindowBackendContext();
  context.onEvent((target, type, detail, options) => {
    const event = new glassEasel.Event(type, detail, options);
    glassEasel.Event.dispatchEvent(target, event);
    return event.getEventBubbleStatus();
  });
  return context;
}

function fill(codeSpace: CodeSpace, { parts, templates }: Space): void {
  const space = codeSpace.getComponentSpace();
  for (const name of builtIn) space.setGlobalUsingComponent(name, elementOf(name));
  codeSpace.setOverallBehavior(readyAfterAttached(space));
  const groupList = templates() as glassEasel.template.ComponentTemplate['groupList'] & object;
  for (const { path, config, scope } of parts) {
    codeSpace.addComponentStaticConfig(path, config as Parameters<CodeSpace['addComponentStaticConfig']>[1]);
    codeSpace.addStyleSheet(path, undefined, scope);
    const content = groupList[path];
    // The platform takes bindtap="…" as well as bind:tap="…".
    if (content !== undefined)
      codeSpace.addCompiledTemplate(path, { groupList, content, fallbackListenerOnNativeNode: true });
  }
}

/** The framework leaves it to the platform to say when a component has been drawn for the first time. */
function readyAfterAttached(space: glassEasel.ComponentSpace): glassEasel.GeneralBehavior {
  return space.defineBehavior({
    lifetimes: {
      attached(this: { readonly _$: glassEasel.GeneralComponent }) {
        requestAnimationFrame(() => this._$.triggerLifetime('ready', []));
      },
    },
  }) as unknown as glassEasel.GeneralBehavior;
}
