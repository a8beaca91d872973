// The brightness of somebody's screen is theirs: it comes back, whatever the order of events.
import { newPhone, type Phone, pluginModule, settle } from '../kit/phone.ts';

let phone: Phone;
let newScreen: typeof import('../../../plugin/services/screen.ts').newScreen;

beforeEach(() => {
  phone = newPhone();
  ({ newScreen } = pluginModule<typeof import('../../../plugin/services/screen.ts')>('services/screen'));
});

describe('the screen', () => {
  it('shines, and goes back to what it was', async () => {
    const screen = newScreen();
    screen.brighten();
    await settle();
    expect(phone.wx.screen).toEqual({ brightness: 1, kept: true });
    screen.restore();
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
  });

  it('stays as it is when the page goes at once', async () => {
    const screen = newScreen();
    screen.brighten();
    screen.restore();
    await settle();
    expect(phone.wx.screen).toEqual({ brightness: 0.4, kept: false });
  });

  it('remembers the first brightness when asked twice', async () => {
    const screen = newScreen();
    screen.brighten();
    await settle();
    screen.brighten();
    await settle();
    screen.restore();
    expect(phone.wx.screen.brightness).toBe(0.4);
  });

  it('leaves a screen alone that it never brightened', () => {
    phone.wx.screen.kept = true;
    newScreen().restore();
    expect(phone.wx.screen.kept).toBe(true);
  });
});
