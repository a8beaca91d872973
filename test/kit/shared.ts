// What takes long to open, once for all tests of a file (or of a `describe`).

/** @param close when they are over @param patienceMs how long opening it may take, if longer than usual @returns what gives it to a test */
export function sharedByTests<Thing extends object>(
  open: () => Promise<Thing>,
  close: (thing: Thing) => Promise<unknown> | undefined,
  patienceMs?: number,
): () => Thing {
  let thing: Thing | undefined;
  beforeAll(async () => {
    thing = await open();
  }, patienceMs);
  afterAll(() => thing && close(thing));
  return () => {
    if (thing === undefined) throw new Error('it is open only while tests run');
    return thing;
  };
}
