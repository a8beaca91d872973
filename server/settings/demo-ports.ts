// Where demo mode's other side listens.

export interface DemoPorts {
  /** Undefined: no simulator. 0: any free port, where PORT is any free port too. */
  readonly simulatorPort: number | undefined;
  /** The same of the preview. */
  readonly previewPort: number | undefined;
}

export const noDemoPorts: DemoPorts = { simulatorPort: undefined, previewPort: undefined };

interface Given extends DemoPorts {
  readonly port: number;
}

/** @param given 0 switches off what it is given for */
export function demoPorts({ port, simulatorPort, previewPort }: Given): DemoPorts {
  // Who has no simulator has no simulated WeChat, so that nobody could log in to the preview.
  if (simulatorPort === 0) return noDemoPorts;
  const simulator = simulatorPort ?? after(port);
  const preview = previewPort === 0 ? undefined : (previewPort ?? after(simulator));
  return { simulatorPort: simulator, previewPort: preview };
}

/** Nothing comes after "any free port" nor after the last one. */
const after = (port: number): number => (port === 0 || port === 65_535 ? 0 : port + 1);
