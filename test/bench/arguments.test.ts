import { readArguments } from './arguments.ts';

const known = ['claims', 'size', 'process'];
const read = (args: string[], env = {}) => readArguments(args, env, known);

it('runs everything in full when nothing is asked for', () => {
  expect(read([])).toEqual({
    names: known,
    list: false,
    quick: false,
    json: undefined,
    directory: undefined,
  });
});

it('runs what is named in the order of the list', () => {
  expect(read(['process', 'claims']).names).toEqual(['claims', 'process']);
});

it('takes options before and after names', () => {
  expect(read(['--quick', 'size', '--json', 'out.json', '--list'])).toMatchObject({
    names: ['size'],
    quick: true,
    json: 'out.json',
    list: true,
  });
});

it('reads BENCH_QUICK and BENCH_DIR', () => {
  expect(read([], { BENCH_QUICK: '1', BENCH_DIR: '/data' })).toMatchObject({
    quick: true,
    directory: '/data',
  });
});

it('names the benchmarks that there are', () => {
  expect(() => read(['claims', 'sizes'])).toThrow('no benchmark sizes; there are claims, size, process');
});

it('refuses options that do not exist', () => {
  expect(() => read(['--fast'])).toThrow('--fast');
});
