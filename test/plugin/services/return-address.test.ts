// The shape that an allowed address must have before anything is opened, whatever the server said.
import { checkedTarget, isSafePath } from '../../../plugin/services/return-address.ts';

const appId = 'wx65cc950f42e8fff1';

describe('isSafePath', () => {
  it.each(['/pages/order/order', '/launch/launch?target=index', '/a?x=1%202&name=%E4%B8%AD', '/'])(
    'lets %j through',
    (path) => {
      expect(isSafePath(path)).toBe(true);
    },
  );

  it.each([
    '',
    'pages/order',
    '//evil.example',
    '/%2fevil.example',
    '%2f%2fevil.example',
    'https://evil.example',
    '/x?to=https://evil.example',
    '/x?to=https%3A%2F%2Fevil.example',
    'javascript:alert(1)',
    'plugin://other/page',
    '/plugin-private:/wx/page',
    '/__plugin__/wx/page',
    '/a/../b',
    '/a/%2e%2e/b',
    '/a\\b',
    '/a%5cb',
    '/a\r\nb',
    '/a%0d%0ab',
    '/a\u0000',
    `/${'a'.repeat(512)}`,
  ])('refuses %j', (path) => {
    expect(isSafePath(path)).toBe(false);
  });
});

describe('checkedTarget', () => {
  it('puts the result into the query', () => {
    expect(checkedTarget({ kind: 'page', path: '/a' }, 'claimed')).toEqual({
      kind: 'page',
      path: '/a?coupon_result=claimed',
    });
    expect(checkedTarget({ kind: 'app', appId, path: '/a?b=1' }, 'used')).toEqual({
      kind: 'app',
      appId,
      path: '/a?b=1&coupon_result=used',
    });
  });

  it('replaces a result that somebody else wrote', () => {
    expect(checkedTarget({ kind: 'page', path: '/a?coupon_result=used&b=1' }, 'none')).toEqual({
      kind: 'page',
      path: '/a?b=1&coupon_result=none',
    });
  });

  it('leaves a tab page without a query, which WeChat refuses', () => {
    expect(checkedTarget({ kind: 'tab', path: '/pages/home/home?x=1' }, 'claimed')).toEqual({
      kind: 'tab',
      path: '/pages/home/home',
    });
  });

  it.each([
    { kind: 'page', path: '//evil' },
    { kind: 'tab', path: 'https://evil.example' },
    { kind: 'app', appId, path: '/../x' },
    { kind: 'app', appId: 'evil', path: '/a' },
  ] as const)('takes %j for no target at all', (target) => {
    expect(checkedTarget(target, 'none')).toEqual({ kind: 'none' });
  });

  it('opens the first page of another mini-program', () => {
    expect(checkedTarget({ kind: 'app', appId, path: '' }, 'used')).toEqual({ kind: 'app', appId, path: '' });
  });
});
