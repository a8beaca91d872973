// Money on the merchant wire is text in yuan; inside it is integer fen.

const yuanForm = /^(\d{1,9})(?:\.(\d{1,2}))?$/;

/** Fen; undefined for anything but plain digits with at most two decimals, as sign and exponent have no business here. */
export function parseYuan(text: string): number | undefined {
  const parts = yuanForm.exec(text);
  if (parts === null) return undefined;
  const [, yuan, decimals = ''] = parts;
  return Number(yuan) * 100 + Number(decimals.padEnd(2, '0'));
}

/** `12.30`, and `-0.05` for what was taken. Throws a RangeError for what is no amount of whole fen. */
export function formatYuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`no amount in fen: ${fen}`);
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
