// The phone: puts framework, pages and the two `wx` together, launches the host, and is held by whoever calls `phone`.
import type { Phone, PhoneOptions } from '../remote.ts';
import { watchBottom } from './bottom.ts';
import { clockAhead } from './clock.ts';
import { newDevice } from './device.ts';
import { startFramework } from './framework.ts';
import { runLogic } from './logic.ts';
import { openPage } from './page.ts';
import { newPages } from './pages.ts';
import type { Program } from './program.ts';
import { newRemote } from './remote.ts';
import { rootFontSize } from './root-font-size.ts';
import { startStyles } from './styles.ts';
import { newTabBar } from './tab-bar.ts';
import { watchTaps } from './tap.ts';
import { newLogin } from './wx/login.ts';
import { newNavigation } from './wx/navigation.ts';
import { refusing } from './wx/refusing.ts';
import { newRequest } from './wx/request.ts';
import { newStorage } from './wx/storage.ts';
import { newSystem } from './wx/system.ts';

declare global {
  var compiledProgram: Program;
  var phoneOptions: PhoneOptions;
  var phone: Phone;
}

const { compiledProgram: program, phoneOptions: options } = globalThis;
const device = newDevice();
const taps = watchTaps();
const framework = startFramework(program, device.fail);
const styles = startStyles(program, options.scheme);
const tabBar = newTabBar(program, (path) => pages.switchTab(path));
const pages = newPages({
  program,
  open: (address, channel) =>
    openPage(
      { program, framework, styles, rootFontSize: rootFontSize(options.fontScale), onError: device.fail },
      address,
      channel,
    ),
  onEvent: (name, detail) => device.events.push({ name, detail }),
  onTop: ({ address }) => {
    const config = program[address.space].parts.find(({ path }) => path === address.path)?.config;
    device.title = config?.navigationBarTitleText ?? device.title;
    document.title = device.title;
    tabBar.show(address);
  },
});
watchBottom(() => pages.stack.at(-1)?.happen('onReachBottom'));

const navigation = newNavigation(pages, device, taps);
/** The host knows one person only. */
const asPerson = (url: string) =>
  options.userCode === undefined ? url : url.replace(/\buser_code=[^&]*/, `user_code=${options.userCode}`);
const wxOf = (inPlugin: boolean) => ({
  ...(inPlugin ? navigation : newNavigation(pages, device, taps, asPerson)),
  ...newSystem(device, options, program, inPlugin),
  ...newStorage(inPlugin ? 'plugin' : 'host'),
  request: newRequest(options),
  ...(inPlugin && newLogin(options.openpid)),
});
const logicDeps = {
  clock: clockAhead(options.clockAheadMs),
  onConsoleError: (texts: readonly unknown[]) => device.fail(texts.map(String).join(' ')),
};
const pagesOf = (space: 'host' | 'plugin') => () =>
  pages.stack.filter(({ address }) => address.space === space).map(({ logic }) => logic);

const plugin = runLogic(program.plugin, framework.spaces.plugin, {
  ...logicDeps,
  wx: refusing(wxOf(true), program.pluginApis),
  getCurrentPages: pagesOf('plugin'),
  requirePlugin: () => {
    throw new Error('a plugin has no plugins');
  },
});
const host = runLogic(program.host, framework.spaces.host, {
  ...logicDeps,
  wx: refusing(wxOf(false), undefined),
  getCurrentPages: pagesOf('host'),
  requirePlugin: (alias) => {
    if (alias !== program.alias) throw new Error(`there is no plugin "${alias}"`);
    return plugin.exports;
  },
});

globalThis.phone = newRemote({ pages, device, navigation });
(host.app as { onLaunch?(launch: object): void }).onLaunch?.({ path: options.launch, query: {} });
pages.reLaunch(options.launch);
