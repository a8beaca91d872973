// Makes the screen as bright as a scanner needs it and keeps it on, and gives the person's own setting back afterwards.

export interface Screen {
  brighten(): void;
  restore(): void;
}

const full = 1;

export function newScreen(): Screen {
  let shining = false;
  let before: number | undefined;

  const set = (value: number) => wx.setScreenBrightness({ value, fail: ignore });

  return {
    brighten() {
      if (shining) return;
      shining = true;
      wx.setKeepScreenOn({ keepScreenOn: true, fail: ignore });
      wx.getScreenBrightness({
        success: ({ value }) => {
          // The page may have gone while the phone was asked.
          if (!shining) return;
          before = value;
          set(full);
        },
        fail: ignore,
      });
    },
    restore() {
      if (!shining) return;
      shining = false;
      wx.setKeepScreenOn({ keepScreenOn: false, fail: ignore });
      if (before !== undefined) set(before);
      before = undefined;
    },
  };
}

/** A phone that refuses shows the code all the same. */
function ignore(): void {}
