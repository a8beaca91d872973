// A port that is taken is no reason not to show something.

/** Begins at another port where this one is taken. @param taken is told of it */
export async function orAnyPort<Begun>(
  begin: (port: number) => Promise<Begun>,
  port: number,
  taken: () => void = () => undefined,
): Promise<Begun> {
  try {
    return await begin(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    taken();
    return begin(0);
  }
}
