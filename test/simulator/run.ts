// The simulator for the command line: says where it is and prints a line for every callback.
import { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';

export interface RunOptions extends Omit<SimulatorOptions, 'log' | 'colour'> {
  /** Standard output unless given; colours appear where it is a terminal. */
  readonly out?: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Resolves when it listens; the caller closes it. */
export async function runSimulator(options: RunOptions): Promise<Simulator> {
  const { out = process.stdout, ...rest } = options;
  const print = (line: string) => void out.write(`${line}\n`);
  const simulator = await startSimulator({ ...rest, log: print, colour: out.isTTY === true });
  print(`Tencent's side listens on ${simulator.url} — give it to the SP as its callback base`);
  print(`Open ${simulator.url}/ to watch, POST a fault plan to ${simulator.url}/plan`);
  return simulator;
}
