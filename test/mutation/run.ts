// `npm run test:mutation [area…]`: changes the code in every way Stryker knows and asks whether a test notices. Fails below 85 % in an area, and
// where a mutant survives that `explained/` does not explain.
import { Stryker } from '@stryker-mutator/core';
import { areas, type Part } from './areas.ts';
import { type Mutant, mutantOf } from './mutants.ts';
import { report } from './report.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in areas));
if (unknown.length > 0)
  throw new Error(`there is no area ${unknown.join(', ')}; there are ${Object.keys(areas).join(', ')}`);

for (const [area, parts] of Object.entries(areas)) {
  if (asked.length > 0 && !asked.includes(area)) continue;
  const mutants: Mutant[] = [];
  for (const part of parts) mutants.push(...(await mutantsOf(part)));
  const { text, isGood } = report(area, mutants);
  console.log(text);
  if (!isGood) process.exitCode = 1;
}

async function mutantsOf(part: Part): Promise<Mutant[]> {
  const stryker = new Stryker({
    mutate: [...part.mutate],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: {
      configFile: 'test/mutation/jest.config.ts',
      config: { testMatch: part.tests.map((test) => `<rootDir>/test/${test}.test.ts`) },
      // All of these tests are about all of these files.
      enableFindRelatedTests: false,
    },
    concurrency: 2,
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only'],
    // Stryker would read it with an API that TypeScript 7 does not have; nothing here needs it.
    tsconfigFile: 'none',
    tempDirName: 'tmp/stryker',
    cleanTempDir: 'always',
  });
  const results = await stryker.runMutationTest();
  return results.map((result) => mutantOf(process.cwd(), result));
}
