import { databaseName } from '../../../server/settings/database-name.ts';

describe('databaseName', () => {
  it('names the directory of the embedded one', () => {
    expect(databaseName({ databaseUrl: undefined, dataDir: './data' })).toBe('./data');
  });

  it('keeps user, password and options to itself', () => {
    const databaseUrl = 'postgres://me:secret@db.example:5433/coupons?password=secret';
    expect(databaseName({ databaseUrl, dataDir: './data' })).toBe('postgres://db.example:5433/coupons');
  });
});
