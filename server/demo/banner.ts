// What a newcomer reads first: that this is a demo, what to open and what to paste.
import type { Running } from '../start.ts';
import { sampleStockId } from './sample.ts';
import type { Demo } from './start.ts';

export function printBanner(
  { url, context }: Running,
  { simulatorUrl }: Demo,
  output: { write(text: string): unknown },
): void {
  output.write(bannerText({ url, simulatorUrl, dataDir: context.settings.dataDir }));
}

interface BannerFacts {
  readonly url: string;
  readonly simulatorUrl: string | undefined;
  readonly dataDir: string;
}

export function bannerText({ url, simulatorUrl, dataDir }: BannerFacts): string {
  const at = url === 'http://127.0.0.1:3000' ? '' : ` --url ${url}`;
  const lines = [
    '',
    '  车联券 chelian-coupon',
    '',
    '  *** DEMO MODE: the signing key is printed in a public document. Never put this on the Internet. ***',
    '',
    `  server      ${url}            /livez  /readyz  /metrics`,
    `  simulator   ${simulatorUrl ?? 'off'}            what 出行服务 was told:  /  /received  /state`,
    `  database    ${dataDir}`,
    '',
    '  In another terminal, play 出行服务 (each is a signed call over HTTP):',
    '',
    `    npm run -s sp -- simulator query --stock ${sampleStockId}${at}`,
    `    npm run -s sp -- simulator claim --stock ${sampleStockId} --user u1${at}`,
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
