/**
 * The seconds that are left, under miniprogram-simulate.
 * @jest-environment jsdom
 */
import { now } from '../kit/builders.ts';
import { newPhone } from '../kit/phone.ts';
import { simulate } from './simulated.ts';

const countdown = () => simulate('components/countdown/countdown', { fromAt: now, untilAt: now + 4_000 });

beforeEach(newPhone);

describe('countdown, simulated', () => {
  it('shows fewer seconds and a shorter line', () => {
    const one = countdown();
    expect(one.text).toBe('4 秒后自动更新');
    jest.advanceTimersByTime(3_000);
    expect(one.text).toBe('1 秒后自动更新');
    expect(one.one('countdown__line').attribute('style')).toBe('transform: scaleX(0.25)');
  });

  it('starts over when it is given another end', () => {
    const one = countdown();
    jest.advanceTimersByTime(3_000);
    one.set({ fromAt: now + 3_000, untilAt: now + 13_000 });
    expect(one.text).toBe('10 秒后自动更新');
    expect(one.one('countdown__line').attribute('style')).toBe('transform: scaleX(1)');
  });

  it('stands still while its page is hidden', () => {
    const one = countdown();
    one.pageIs('hide');
    jest.advanceTimersByTime(2_000);
    expect(one.text).toBe('4 秒后自动更新');
    one.pageIs('show');
    expect(one.text).toBe('2 秒后自动更新');
  });

  it('stops its timer when it is removed', () => {
    const one = countdown();
    expect(jest.getTimerCount()).toBe(1);
    one.leave();
    expect(jest.getTimerCount()).toBe(0);
  });
});
