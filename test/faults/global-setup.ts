// Before the tests of faults: whether this machine has what they need.
import { spawnSync } from 'node:child_process';

function setup(): void {
  if (spawnSync('strace', ['-V']).status !== 0)
    throw new Error('These tests make system calls fail by means of strace: apt-get install strace.');
}

export { setup as default };
