// The clock of a phone that is wrong by days.

export function clockAhead(ms: number): DateConstructor {
  if (ms === 0) return Date;
  return new Proxy(Date, {
    construct: (real, details: []) =>
      details.length === 0 ? new real(real.now() + ms) : new real(...details),
    get: (real, name) => (name === 'now' ? () => real.now() + ms : Reflect.get(real, name)),
  });
}
