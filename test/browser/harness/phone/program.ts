// What the compiler made of host and plugin, as the phone finds it.
import type { template } from 'glass-easel';

/** What logic of a mini-program finds around it. */
export interface Given {
  readonly wx: object;
  readonly Page: (definition: object) => void;
  readonly Component: (definition: object) => void;
  readonly Behavior: (definition: object) => unknown;
  readonly App: (definition: object) => void;
  readonly getApp: () => object;
  readonly getCurrentPages: () => object[];
  readonly requirePlugin: (alias: string) => unknown;
  readonly console: Console;
  readonly Date: DateConstructor;
}

export interface PartFacts {
  readonly path: string;
  readonly isPage: boolean;
  readonly config: {
    readonly component?: boolean;
    readonly usingComponents?: Readonly<Record<string, string>>;
    readonly navigationBarTitleText?: string;
    readonly enablePullDownRefresh?: boolean;
  };
  readonly scope: string;
  readonly style: string;
}

export interface Space {
  readonly name: 'host' | 'plugin';
  readonly appId: string;
  readonly main: string;
  readonly appStyle: string;
  readonly parts: readonly PartFacts[];
  readonly templates: () => Readonly<Record<string, template.ComponentTemplate['content']>>;
  readonly modules: (given: Given) => Readonly<Record<string, () => unknown>>;
}

export interface Program {
  /** The plugin's name in the host. */
  readonly alias: string;
  readonly tabs: readonly { readonly pagePath: string; readonly text: string }[];
  readonly pluginPages: Readonly<Record<string, string>>;
  readonly publicComponents: Readonly<Record<string, string>>;
  /** What a plugin may call. */
  readonly pluginApis: readonly string[];
  readonly host: Space;
  readonly plugin: Space;
}
