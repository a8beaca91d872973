// The text of `.env.example`: every variable of the table, commented out, under its group.
import type { Variable } from './variables/variable.ts';
import { variableGroups } from './variables.ts';

const HEAD = `# Settings of the server. Copy this file to .env and take the # away from what you change.
# Written by \`npm run generate\` from server/settings/variables.ts.
`;

export function renderEnvExample(): string {
  const sections = Object.entries(variableGroups).map(
    ([group, members]) => `## ${group}\n\n${Object.values<Variable>(members).map(render).join('\n')}`,
  );
  return [HEAD, ...sections].join('\n');
}

function render(variable: Variable): string {
  return `# ${variable.description}\n# ${variable.name}=${variable.default ?? ''}\n`;
}
