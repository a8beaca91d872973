// What axe finds wrong with the page that is seen, by the rules of WCAG 2.2 AA.
import { readFileSync } from 'node:fs';
import type { TestPhone } from './phone.ts';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** @returns a line for each violation: none is what it should be */
export async function violations({ page }: TestPhone): Promise<string[]> {
  if (!(await page.evaluate('typeof axe === "object"')))
    await page.addScriptTag({ content: readFileSync('node_modules/axe-core/axe.min.js', 'utf8') });
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(({ violations }) => violations)`,
  )) as Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
