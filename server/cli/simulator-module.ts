// The simulator lives among the tests, which an installation may leave out: it is loaded only when it is asked for.
import { UsageError } from './failure.ts';

export async function loadSimulator() {
  try {
    const { runSimulator } = await import('../../test/simulator/run.ts');
    const { createCaller } = await import('../../test/simulator/calls.ts');
    return { runSimulator, createCaller };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError(
      'the simulator is not part of this installation: it comes with the sources, in test/simulator',
    );
  }
}
