// For tests of real processes only: everything else has a clock that is handed in.

export const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));
