// What a visitor can change about the phone, kept by the browser; every change starts the phone anew.

const choices = {
  size: [
    ['375×812', '手机'],
    ['320×568', '小屏'],
    ['1024×600', '车机'],
  ],
  scheme: [
    ['light', '浅色'],
    ['dark', '深色'],
  ],
  fontScale: [
    ['1', '标准'],
    ['1.4', '大字'],
  ],
  language: [
    ['zh_CN', '中文'],
    ['en', 'English'],
  ],
} as const;

export type Settings = { readonly [Name in keyof typeof choices]: (typeof choices)[Name][number][0] } & {
  /** Who holds the phone. */
  readonly person: string;
};

const key = 'chelian-preview';

/** A visitor is somebody new, and stays the same person when the page is loaded again. */
export function readSettings(): Settings {
  const [size, scheme, fontScale, language] = ['375×812', preferredScheme(), '1', 'zh_CN'] as const;
  const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Settings>;
  const settings = { size, scheme, fontScale, language, person: newPerson(), ...kept };
  keep(settings);
  return settings;
}

export function showSettings(settings: Settings, changed: (settings: Settings) => void): void {
  let now = settings;
  const change = (part: Partial<Settings>) => {
    now = { ...now, ...part };
    keep(now);
    changed(now);
  };
  for (const [name, options] of Object.entries(choices))
    for (const [value, text] of options) {
      const label = document.createElement('label');
      const input = document.createElement('input');
      Object.assign(input, { type: 'radio', name, checked: now[name as keyof Settings] === value });
      input.addEventListener('change', () => change({ [name]: value }));
      label.append(input, ` ${text}`);
      document.getElementById(name)?.append(label);
    }
  document.getElementById('person')?.addEventListener('click', () => change({ person: newPerson() }));
}

function keep(settings: Settings): void {
  localStorage.setItem(key, JSON.stringify(settings));
}

function newPerson(): string {
  return `visitor-${Math.random().toString(36).slice(2, 10)}`;
}

function preferredScheme(): 'light' | 'dark' {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
