// Who is taken for the caller when proxies stand in between.
import type { IncomingMessage } from 'node:http';
import { remoteAddress } from '../../../../server/api/steps/remote-address.ts';

const request = (forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: '10.0.0.1' },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

const trustNobody = () => false;
const trustOwn = (address: string) => address.startsWith('10.');
const trustNearest = (_address: string, distance: number) => distance < 1;

describe('remoteAddress', () => {
  it.each([
    ['is the connection without proxies', request(), trustOwn, '10.0.0.1'],
    ['is the connection when nobody is believed', request('1.1.1.1'), trustNobody, '10.0.0.1'],
    ['is what a trusted proxy says', request('1.1.1.1'), trustOwn, '1.1.1.1'],
    ['is the last whom no proxy vouches for', request('9.9.9.9, 1.1.1.1, 10.0.0.2'), trustOwn, '1.1.1.1'],
    ['counts proxies where only distance matters', request('9.9.9.9,1.1.1.1'), trustNearest, '1.1.1.1'],
    ['passes over what is empty', request('1.1.1.1, ,'), trustOwn, '1.1.1.1'],
    ['is the farthest when all are believed', request('10.0.0.3,10.0.0.2'), trustOwn, '10.0.0.3'],
  ])('%s', (_, from, trust, expected) => {
    expect(remoteAddress(from, trust)).toBe(expected);
  });
});
