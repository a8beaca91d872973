// Reads every variable of the table by itself.
import type { Variable } from './variables/variable.ts';
import { type Parsed, variables } from './variables.ts';

/** A variable that could not be read has no key in `values`, and a line in `problems`. */
export function readVariables(env: NodeJS.ProcessEnv): { values: Partial<Parsed>; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [setting, variable] of Object.entries<Variable>(variables)) {
    // Compose files and CI pass variables on that were never set: empty means absent.
    const given = env[variable.name]?.trim() || variable.default;
    if (given === undefined) {
      values[setting] = undefined;
      continue;
    }
    const parsed = variable.schema.safeParse(given);
    if (parsed.success) values[setting] = parsed.data;
    else problems.push(describe(variable, parsed.error.issues[0]?.message ?? 'is not valid', given));
  }
  return { values: values as Partial<Parsed>, problems };
}

function describe(variable: Variable, message: string, given: string): string {
  return variable.secret
    ? `${variable.name} ${message}`
    : `${variable.name} ${message}, not ${JSON.stringify(given)}`;
}
