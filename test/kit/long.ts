// Whether there is time: `npm run test:long` tries far more than `npm test` does, of the same.

export const isLong = process.env['LONG'] === '1';
