import { createBarrier } from '../../../server/cluster/barrier.ts';

function setUp() {
  const released: string[] = [];
  return { released, ...createBarrier<string>((member) => released.push(member)) };
}

describe('the barrier', () => {
  it('releases whoever stops alone at once', () => {
    const { holding, closed, released } = setUp();
    holding('a');
    closed('a');
    expect(released).toEqual(['a']);
  });

  it('releases nobody while another one still listens', () => {
    const { holding, closed, released } = setUp();
    holding('a');
    holding('b');
    closed('a');
    expect(released).toEqual([]);
    closed('b');
    expect(released).toEqual(['a', 'b']);
  });

  it('waits for nobody who has died', () => {
    const { holding, closed, gone, released } = setUp();
    holding('a');
    holding('b');
    closed('a');
    gone('b');
    expect(released).toEqual(['a']);
  });

  it('releases nobody twice', () => {
    const { holding, closed, gone, released } = setUp();
    holding('a');
    closed('a');
    gone('a');
    gone('b');
    expect(released).toEqual(['a']);
  });
});
