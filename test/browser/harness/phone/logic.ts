// Runs the logic of one code space: its main module first, then every part's, each told apart by the path that is being defined.
import type { CodeSpace } from 'glass-easel-miniprogram-adapter';
import type { Given, Space } from './program.ts';

export interface LogicDeps {
  readonly wx: object;
  readonly clock: DateConstructor;
  readonly onConsoleError: (texts: readonly unknown[]) => void;
  readonly getCurrentPages: () => object[];
  readonly requirePlugin: Given['requirePlugin'];
}

/** @returns what the main module exports, and the app's own life cycle */
export function runLogic(
  space: Space,
  codeSpace: CodeSpace,
  deps: LogicDeps,
): { exports: unknown; app: object } {
  let path = space.main;
  let app: object = {};
  const define = (kind: 'Page' | 'Component' | 'Behavior') => (definition: object) =>
    codeSpace.componentEnv(path, (environment) =>
      (environment[kind] as (one: object) => unknown)(definition),
    );
  const modules = space.modules({
    wx: deps.wx,
    Page: define('Page'),
    Component: define('Component'),
    Behavior: define('Behavior'),
    App(definition) {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: deps.getCurrentPages,
    requirePlugin: deps.requirePlugin,
    console: consoleWith(deps.onConsoleError),
    Date: deps.clock,
  });
  const exports = modules[space.main]?.();
  // A component is known before what uses it.
  for (const part of [...space.parts].reverse()) {
    path = part.path;
    modules[path]?.();
  }
  return { exports, app };
}

function consoleWith(onError: (texts: readonly unknown[]) => void): Console {
  return Object.assign(Object.create(console) as Console, { error: (...texts: unknown[]) => onError(texts) });
}
