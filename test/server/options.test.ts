import { readOptions, usage } from '../../server/options.ts';
import { variables } from '../../server/settings/variables.ts';

describe('readOptions', () => {
  it('leaves everything to the settings without options', () => {
    expect(readOptions([])).toEqual({ help: false, env: {} });
  });

  it.each([['--workers', '4'], ['--workers=4']])('takes the number of processes from %s %s', (...args) => {
    expect(readOptions(args).env).toEqual({ WORKERS: '4' });
  });

  it.each(['0', 'abc', '65', '-1', '', '1.5'])('refuses %j processes in words', (given) => {
    expect(() => readOptions([`--workers=${given}`])).toThrow(
      `--workers must be a whole number from 1 to 64, not "${given}"; see: npm start -- --help`,
    );
  });

  it.each([['--wrokers', '2'], ['production'], ['--workers']])('refuses %s', (...args) => {
    expect(() => readOptions(args)).toThrow(/--wrokers|production|--workers.*; see: npm start -- --help/);
  });

  it.each(['--help', '-h'])('knows %s', (option) => {
    expect(readOptions([option]).help).toBe(true);
  });

  it('explains each option with its true limits', () => {
    expect(usage).toContain('--workers <n>');
    expect(variables.workers.schema.safeParse('64').success).toBe(true);
  });
});
