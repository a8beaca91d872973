// The platform's own components that the harness plays, each as the custom element `wx-<name>`. A page that uses another one does not compile.

export const builtIn = ['view', 'text', 'image', 'button', 'page-meta'] as const;

/** Tags that only the template compiler sees. */
export const templateTags = ['block', 'slot', 'template', 'import', 'include'] as const;

/** What a WXML tag is called in the browser. */
export const elementOf = (tag: string): string => `wx-${tag}`;
