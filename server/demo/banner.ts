// What a newcomer reads first: that this is a demo, what to open and what to paste.
import { randomUUID } from 'node:crypto';
import { v2Path } from '../../shared/merchant/actions.ts';
import { signedCall } from '../../shared/merchant/call-body.ts';
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import { signedBody } from '../../shared/sp/signed-body.ts';
import { demoCard, sampleCredential, sampleMerchantKey, sampleStockId } from './sample.ts';
import type { DemoUrls } from './start.ts';

interface BannerFacts extends DemoUrls {
  readonly url: string;
  /** As people call it. */
  readonly database: string;
  readonly now: number;
}

export function bannerText({ url, simulatorUrl, wechatUrl, previewUrl, database, now }: BannerFacts): string {
  const at = url === 'http://127.0.0.1:3000' ? '' : ` --url ${url}`;
  const lines = [
    '',
    '  车联券 chelian-coupon',
    '',
    '  *** DEMO MODE: the signing key is printed in a public document. Never put this on the Internet. ***',
    '',
    `  server      ${url}            /livez  /readyz  /metrics`,
    `  preview     ${previewUrl ?? 'off'}            the plugin on a phone, with a till beside it: open it in a browser`,
    `  simulator   ${simulatorUrl ?? 'off'}            what 出行服务 was told:  /  /received  /state`,
    `  wechat      ${wechatUrl ?? 'not simulated'}            its Wi-Fi pages: store ${demoCard.shopId}, card ${demoCard.cardId}`,
    `  database    ${database}`,
    '',
    '  In another terminal, play 出行服务 (each is a signed call over HTTP):',
    '',
    `    npm run -s sp -- simulator query --stock ${sampleStockId}${at}`,
    `    npm run -s sp -- simulator claim --stock ${sampleStockId} --user u1${at}`,
    '',
    '  … or without us (signed for now, so good for five minutes):',
    '',
    `    ${curlCall(url, now)}`,
    '',
    '  … or the till: look up the code that a phone would show, and redeem it (the merchant open API is there too):',
    '',
    '    npm run -s sp -- customer show --channel 1 --user u1',
    '    npm run -s sp -- coupon code <coupon_id>',
    '    npm run -s sp -- redeem <code>',
    `    ${tillCall(url, now)}`,
    '',
    '  … or the operator, and see the simulator learn of it:',
    '',
    `    npm run -s sp -- coupon issue --stock ${sampleStockId} --user u2`,
    `    npm run -s sp -- stock pause ${sampleStockId}`,
    '    npm run -s sp -- deliveries list --state all',
    '',
    '  Ctrl-C stops it; what was done stays in the database.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function curlCall(url: string, now: number): string {
  const credential = { ...sampleCredential, scheme: 'md5-suffix' as const };
  const stamp = { seqId: randomUUID(), now, nonce: String(now % 1_000_000_000) };
  const body = signedBody(credential, { stock_id: sampleStockId }, stamp);
  return `curl -s ${url}${spInterfaces['stock.query'].path} -d '${body}'`;
}

function tillCall(url: string, now: number): string {
  const params = JSON.stringify({ userCouponCode: '<coupon_id>' });
  const nonce = String(now % 1_000_000_000);
  const { body } = signedCall(
    sampleMerchantKey,
    'communal.coupon.coupon-detail',
    params,
    { now, nonce },
    false,
  );
  return `curl -s ${url}${v2Path} -d '${body}'`;
}
