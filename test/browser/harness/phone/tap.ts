// Whether a tap is being handled this very moment: WeChat leaves for another mini-program from nowhere else.

export interface TapWatch {
  readonly inside: boolean;
}

export function watchTaps(): TapWatch {
  let inside = false;
  for (const end of ['mouseup', 'touchend']) {
    // The framework listens at the body, in between.
    document.addEventListener(end, () => set(true), { capture: true });
    window.addEventListener(end, () => set(false));
  }
  return {
    get inside() {
      return inside;
    },
  };

  function set(value: boolean): void {
    inside = value;
  }
}
