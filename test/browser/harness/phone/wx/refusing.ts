// A `wx` that says so when something is called that is not there: in WeChat it would be undefined, or refused, and fail much later.

/** @param allowed undefined: everything, as in a host */
export function refusing(api: object, allowed: readonly string[] | undefined): object {
  return new Proxy(api, {
    get(target, name) {
      if (typeof name === 'symbol') return Reflect.get(target, name);
      if (allowed !== undefined && !allowed.includes(name))
        throw new Error(`wx.${name} is refused: WeChat does not let plugins use it`);
      if (name in target) return Reflect.get(target, name);
      throw new Error(`wx.${name} is not played by the harness`);
    },
  });
}
