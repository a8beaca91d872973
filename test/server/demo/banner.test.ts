import { bannerText } from '../../../server/demo/banner.ts';
import { httpPost } from '../../kit/http.ts';
import { startTestServer } from '../../kit/server.ts';

const facts = {
  url: 'http://127.0.0.1:3000',
  simulatorUrl: 'http://127.0.0.1:3001',
  wechatUrl: 'http://127.0.0.1:4567',
  previewUrl: 'http://127.0.0.1:3002',
  database: './data',
  now: Date.now(),
};

describe('the banner of demo mode', () => {
  it('warns in capitals and names every address', () => {
    const text = bannerText(facts);
    expect(text).toContain('DEMO MODE');
    expect(text).toContain(facts.url);
    expect(text).toContain(facts.simulatorUrl);
    expect(text).toContain(facts.wechatUrl);
    expect(text).toContain(facts.previewUrl);
  });

  it('leaves the default address out of its calls', () => {
    expect(bannerText(facts)).toContain('--user u1\n');
  });

  it('names another address in its calls', () => {
    const text = bannerText({ ...facts, url: 'http://127.0.0.1:4000' });
    expect(text).toContain('--user u1 --url http://127.0.0.1:4000\n');
  });

  it('has a signed call to paste that works', async () => {
    const server = await startTestServer();
    const text = bannerText({ ...facts, url: server.url });
    const [, url = '', body = ''] = /curl -s (\S+) -d '([^']+)'/.exec(text) ?? [];
    const answer = await httpPost(url, body);
    expect(answer).toMatchObject({ status: 200, json: { code: 0, data: { stock_id: 'test001' } } });
  });

  it('says what is switched off', () => {
    expect(bannerText({ ...facts, simulatorUrl: undefined })).toMatch(/simulator +off/);
    expect(bannerText({ ...facts, previewUrl: undefined })).toMatch(/preview +off/);
  });
});
