// THE table against sp §1.
import { type InterfaceName, spInterfaces } from '../../../shared/sp/interfaces.ts';
import { requestSamples } from './samples.ts';

describe('spInterfaces', () => {
  it('has the eight interfaces of the documents', () => {
    const rows = Object.entries(spInterfaces).map(([name, { direction, path }]) => [name, direction, path]);
    expect(rows).toEqual([
      ['stock.query', 'inbound', '/sp/v1/stock/query'],
      ['coupon.receive', 'inbound', '/sp/v1/coupon/receive'],
      ['coupon.deactivate', 'inbound', '/sp/v1/coupon/deactivate'],
      ['coupon.batch-deactivate', 'inbound', '/sp/v1/coupon/batch-deactivate'],
      ['stock.rsync', 'outbound', '/stock/rsync'],
      ['coupon.rsync', 'outbound', '/coupon/rsync'],
      ['stock.status.rsync', 'outbound', '/stock/status/rsync'],
      ['coupon.status.rsync', 'outbound', '/coupon/status/rsync'],
    ]);
  });

  it('gives each one a request of its own', () => {
    const requests = Object.values(spInterfaces).map(({ request }) => request);
    expect(new Set<unknown>(requests).size).toBe(8);
  });

  it('has a sample request for every interface', () => {
    expect(Object.keys(requestSamples)).toEqual(Object.keys(spInterfaces) as InterfaceName[]);
  });
});
