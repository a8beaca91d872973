// The document that is the phone's screen.
import { serverUrl } from '../../../host/config.ts';
import type { PhoneOptions } from '../remote.ts';

export const defaultOptions: PhoneOptions = {
  openpid: 'somebody',
  scheme: 'system',
  clockAheadMs: 0,
  fontScale: 1,
  language: 'zh_CN',
  patienceMs: 60_000,
  requestDomain: serverUrl,
  fonts: true,
  launch: '/pages/index/index',
};

export function phonePage(options: PhoneOptions): string {
  return `<!doctype html>
<html lang="${options.language.replace('_', '-')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="${options.scheme === 'system' ? 'light dark' : options.scheme}">
<title>车联</title>
${options.fonts ? '<link rel="stylesheet" href="/fonts.css">' : ''}
<link rel="icon" href="data:,">
<style>html, body { margin: 0; font-family: 'Noto Sans SC', 'Open Sans', sans-serif; }</style>
</head>
<body>
<script>globalThis.phoneOptions = ${JSON.stringify(options).replaceAll('<', '\\u003c')};</script>
<script src="/spaces.js"></script>
<script src="/phone.js"></script>
</body>
</html>`;
}

/** @param search of the page's address: single options, as JSON values where they are */
export function optionsOf(search: URLSearchParams, defaults: PhoneOptions): PhoneOptions {
  const given = JSON.parse(search.get('options') ?? '{}') as Partial<PhoneOptions>;
  return { ...defaults, ...given };
}
