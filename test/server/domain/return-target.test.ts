// Return addresses: what a host allows becomes a target, and whatever anybody else dreams up leads home.
import fc from 'fast-check';
import { type ReturnRules, returnRules, typeReturnTarget } from '../../../server/domain/return-target.ts';

const otherApp = 'wx2222222222222222';
const rules: ReturnRules = {
  pages: ['/launch/launch', '/pages/order', '/deep/'],
  tabs: ['/pages/index/index', '/pages/mine/mine'],
  apps: [{ appId: otherApp, pages: ['/pages/ride'] }],
  home: '/launch/launch',
};
const home = { kind: 'page', path: '/launch/launch' };
const typed = (wish: string | undefined) => typeReturnTarget(wish, rules);
const page = (path: string) => ({ kind: 'page', path });

describe('a wish that the host allows', () => {
  it.each([
    ['a page', '/pages/order', page('/pages/order')],
    ['a page below an allowed one', '/pages/order/detail', page('/pages/order/detail')],
    ['a page below a folder', '/deep/er', page('/deep/er')],
    ['a page with its query', '/pages/order?id=1&from=a', page('/pages/order?id=1&from=a')],
    ['a query that is encoded', '/pages/order?n=%E5%88%B8%20a', page('/pages/order?n=%E5%88%B8%20a')],
    ['an address that is encoded', '%2Fpages%2Forder%3Fid%3D1', page('/pages/order?id=1')],
    ['the universal way in', '/launch/launch?target=mine', page('/launch/launch?target=mine')],
    ['blanks around it', ' /pages/order ', page('/pages/order')],
    ['a tab page', '/pages/mine/mine', { kind: 'tab', path: '/pages/mine/mine' }],
    ['a tab page, which takes no query', '/pages/mine/mine?a=1', { kind: 'tab', path: '/pages/mine/mine' }],
    [
      'another mini-program',
      `${otherApp}:/pages/ride?id=1`,
      { kind: 'app', appId: otherApp, path: '/pages/ride?id=1' },
    ],
    [
      'another mini-program, encoded',
      `${otherApp}%3A%2Fpages%2Fride`,
      { kind: 'app', appId: otherApp, path: '/pages/ride' },
    ],
    [
      'another mini-program in capitals',
      `${otherApp.toUpperCase()}:/pages/ride`,
      { kind: 'app', appId: otherApp, path: '/pages/ride' },
    ],
    ['512 characters', `/pages/order?${'a'.repeat(499)}`, page(`/pages/order?${'a'.repeat(499)}`)],
  ])('becomes a target: %s', (_, wish, target) => {
    expect(typed(wish)).toEqual(target);
  });
});

const hostile = [
  '//evil',
  '///pages/order',
  '/pages/order//evil',
  '/pages/order?next=//evil',
  'https://evil.example/pages/order',
  'HTTPS://evil.example',
  '/pages/order?next=https://evil.example',
  '/pages/order?next=https%3A%2F%2Fevil.example',
  'plugin://alias/page',
  'plugin-private://wx1111111111/pages/order',
  '/plugin-private://wx1111111111/pages/order',
  '/pages/order?to=plugin%3A',
  '%2f%2fevil',
  '%2F%2Fevil%2Fpages%2Forder',
  '%252f%252fevil',
  '%252Fpages%252Forder',
  '/pages%2forder',
  '/pages/order%2f..%2f..%2fadmin',
  '/pages/order/../admin',
  '/pages/order/..',
  '/..%2fpages/order',
  '/pages/order?x=%2e%2e',
  '\\\\evil',
  '/\\evil',
  '/pages\\order',
  '/pages/order?x=%5c%5cevil',
  '/pages/order\r\nSet-Cookie: a=b',
  '/pages/order?x=%0d%0aSet-Cookie:%20a',
  '/pages/order\u0000',
  '/pages/order\t/x',
  '/pages/\u200border',
  '/pages/order?x=\u200b',
  '/pages/\u202eredro',
  '\u2215pages\u2215order',
  '\uff0fpages\uff0forder',
  '/pages/order\uff0f..\uff0fadmin',
  '/pages/\u043erder',
  'javascript:alert(1)',
  '/javascript:alert(1)',
  'data:text/html,hi',
  'pages/order',
  './pages/order',
  '/',
  '',
  '?target=mine',
  '#/pages/order',
  '/pages/order#x/../..',
  '%',
  '%2',
  '%2fpages%2forder%',
  '/pages/order?x=%zz',
  '%2f%c0%af%c0%af',
  `/pages/order?${'a'.repeat(600)}`,
  `/${'a'.repeat(600)}`,
  '/pages/orders',
  '/pages/ordering/detail',
  '/pages/mine/mine/more',
  '/Pages/Order',
  '/pages/ride',
  `${otherApp}:/pages/order`,
  `${otherApp}:/pages/rides`,
  `${otherApp}:pages/ride`,
  `${otherApp}://pages/ride`,
  `${otherApp}/pages/ride`,
  'wx3333333333333333:/pages/ride',
  'wx:/pages/ride',
  'null',
  '[object Object]',
  '/__proto__',
];

describe('a wish that nobody allowed', () => {
  it.each(hostile.map((wish) => [wish]))('leads home: %j', (wish) => {
    expect(typed(wish)).toEqual(home);
  });

  it('leads home when there is none', () => {
    expect(typed(undefined)).toEqual(home);
  });

  it('leads nowhere without a home', () => {
    const { home: _, ...homeless } = rules;
    for (const wish of [undefined, ...hostile])
      expect(typeReturnTarget(wish, homeless)).toEqual({ kind: 'none' });
    expect(typeReturnTarget('/pages/order', homeless)).toEqual(page('/pages/order'));
  });

  it('leads to the home that is a tab', () => {
    const tabbed = { ...rules, home: '/pages/index/index' };
    expect(typeReturnTarget('//evil', tabbed)).toEqual({ kind: 'tab', path: '/pages/index/index' });
  });
});

describe('any text at all', () => {
  const pieces = fc.constantFrom(
    ...[
      '/',
      '//',
      '\\',
      '..',
      '.',
      '%2f',
      '%252f',
      '%5c',
      '%0d%0a',
      '\u200b',
      '\uff0f',
      ':',
      '?',
      '#',
      '&',
      ' ',
    ],
    ...[
      '/pages/order',
      '/pages/mine/mine',
      '/deep/',
      otherApp,
      'plugin://',
      'https://',
      'javascript:',
      'evil',
    ],
  );
  const mixed = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 8 });
  const wishes = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    mixed.map((parts) => parts.join('')),
    mixed.map((parts) => `/pages/order${parts.join('')}`),
    mixed.map((parts) => encodeURIComponent(`/pages/order${parts.join('').toWellFormed()}`)),
  );
  const beginnings = {
    page: /^\/(?:launch\/launch|pages\/order|deep)(?:$|[/?])/,
    tab: /^\/pages\/(?:index\/index|mine\/mine)$/,
    app: /^\/pages\/ride(?:$|[/?])/,
  };

  it('becomes only a path that begins as allowed', () => {
    const kinds = new Set<string>();
    const check = (wish: string) => {
      const target = typed(wish);
      kinds.add(target.kind);
      if (target.kind === 'none') throw new Error('there is a home');
      expect(target.path).toMatch(beginnings[target.kind]);
      expect(target.path.length).toBeLessThanOrEqual(512);
      for (const text of [target.path, decodeURIComponent(target.path)])
        expect(text).not.toMatch(/[\p{Cc}\\]|\/\/|\.\.|plugin/iu);
      return true;
    };
    fc.assert(fc.property(wishes, check), { seed: 7, numRuns: 20_000 });
    check('/pages/mine/mine');
    check(`${otherApp}:/pages/ride`);
    expect([...kinds].sort()).toEqual(['app', 'page', 'tab']);
  });
});

describe('the rules', () => {
  it('are empty unless given', () => {
    expect(returnRules.parse({})).toEqual({ pages: [], tabs: [], apps: [] });
  });

  it.each([
    [{ pages: ['pages/order'] }],
    [{ pages: ['/pages/order?x=1'] }],
    [{ tabs: ['https://evil.example'] }],
    [{ home: '/a b' }],
    [{ home: '/a\\b' }],
    [{ apps: [{ appId: 'evil', pages: ['/a'] }] }],
    [{ pages: Array.from({ length: 51 }, (_, n) => `/p${n}`) }],
  ])('refuse %j', (given) => {
    expect(returnRules.safeParse(given).success).toBe(false);
  });
});
