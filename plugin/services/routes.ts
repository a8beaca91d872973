// The plugin's own pages, as it opens them itself. Nothing secret travels in an address: an id is of no use without the session.
import { innerMark, writeQuery } from './query';

export type OwnPage = 'claim' | 'coupons' | 'coupon';

export function openOwnPage(page: OwnPage, query: { readonly coupon_id?: string } = {}): void {
  const values = writeQuery({ ...query, [innerMark]: '1' });
  wx.navigateTo({
    url: `${ownRoot()}/pages/${page}/${page}?${values}`,
    // Ten pages lie on each other already: take the place of this one.
    fail: () => wx.redirectTo({ url: `${ownRoot()}/pages/${page}/${page}?${values}` }),
  });
}

function ownRoot(): string {
  return `plugin-private://${wx.getAccountInfoSync().plugin?.appId ?? ''}`;
}
