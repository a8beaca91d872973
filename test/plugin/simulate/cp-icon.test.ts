/**
 * The sign beside a word, under miniprogram-simulate.
 * @jest-environment jsdom
 */
import { newPhone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const part = 'components/cp-icon/cp-icon';

beforeEach(newPhone);

describe('cp-icon, simulated', () => {
  it('shows the information sign unless told otherwise', () => {
    expect(simulate(part).one('cp-icon').classes).toContain('cp-icon--info');
  });

  it('changes its sign with its name', () => {
    const icon = simulate(part, { name: 'ban' });
    expect(icon.one('cp-icon').classes).toContain('cp-icon--ban');
    icon.set({ name: 'check' });
    expect(icon.one('cp-icon').classes).toEqual(['cp-icon', 'cp-icon--check']);
  });

  it('keeps screen readers from reading the sign', () => {
    expect(simulate(part).one('cp-icon').attribute('aria-hidden')).toBe('true');
  });
});
