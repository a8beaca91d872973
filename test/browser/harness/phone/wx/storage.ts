// Storage, which WeChat keeps apart for host and plugin; it lives as long as the browser's tab.

export function newStorage(owner: string) {
  const prefix = `${owner}:`;
  return {
    getStorageSync(key: string): unknown {
      const text = sessionStorage.getItem(prefix + key);
      return text === null ? '' : JSON.parse(text);
    },
    setStorageSync(key: string, value: unknown): void {
      sessionStorage.setItem(prefix + key, JSON.stringify(value));
    },
    removeStorageSync(key: string): void {
      sessionStorage.removeItem(prefix + key);
    },
  };
}
