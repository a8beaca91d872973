// Counts by a label whose children are looked up once: finding a child costs more than counting with it.

/** @returns counts one more for the label */
export function counted<Label>(child: (label: Label) => { inc(): void }): (label: Label) => void {
  const children = new Map<Label, { inc(): void }>();
  return (label) => {
    let found = children.get(label);
    if (found === undefined) {
      found = child(label);
      children.set(label, found);
    }
    found.inc();
  };
}
