// Fen as yuan, without cents that are not there.

/** 2000 → "20", 2050 → "20.5", 2005 → "20.05" */
export function yuan(fen: number): string {
  const whole = Math.trunc(fen / 100);
  const cents = String(Math.abs(fen % 100)).padStart(2, '0');
  return cents === '00' ? String(whole) : `${whole}.${cents.replace(/0$/, '')}`;
}
