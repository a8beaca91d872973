// The text of doc/reference.md: what can be read off the tables in the code, so that it is never wrong.

import { spErrors } from '../../shared/sp/codes.ts';
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import { CouponStatus, StockStatus } from '../../shared/sp/vocabulary.ts';
import { giveUpAfter, lastRetryDelay, retryDelays } from '../delivery/retry.ts';
import { couponTransitions } from '../domain/coupon.ts';
import { stockTransitions } from '../domain/stock.ts';
import { wifiErrors } from '../domain/wifi-errors.ts';
import type { Variable } from '../settings/variables/variable.ts';
import { variables } from '../settings/variables.ts';
import { markdownTable } from './markdown.ts';
import { merchantActionTable, merchantErrorTable } from './merchant-reference.ts';
import { pluginErrorTable, pluginInterfaceTable } from './plugin-reference.ts';

const head = `# Reference

Written by \`npm run generate\` from the tables in the code; a test fails when it is stale.
`;

export function renderReference(): string {
  return [
    head,
    '## Interfaces\n',
    interfaceTable(),
    '\nOutbound paths stand behind the channel’s callback base and can be changed for each channel.\n',
    '## Answer codes\n',
    codeTable(),
    '\nCodes that begin with 41 are ours to choose and can be remapped for each channel.\n',
    '## Merchant actions\n',
    merchantActionTable(),
    '\nAll of them are `POST /api/v2` with the name in `Action`; [merchant-api.md](merchant-api.md) says how to call them.\n',
    '## Merchant error codes\n',
    merchantErrorTable(),
    '\n`try again`: the very same may succeed later although nobody changed anything. Where it says no, nothing was taken and nothing given back.\n',
    '## Plugin interfaces\n',
    pluginInterfaceTable(),
    '\nA question mark: may be left out. Errors come in `language`, zh unless it says en; [plugin-server.md](plugin-server.md) says how to run them.\n',
    '## Plugin errors\n',
    pluginErrorTable(),
    '\n`try again`: the very same request may succeed later although nobody changed anything.\n',
    '## States of a stock\n',
    diagram(StockStatus, stockTransitions),
    '\n## States of a coupon\n',
    diagram(CouponStatus, couponTransitions),
    '\n## When a callback is tried again\n',
    retryList(),
    '\n## What WeChat answers\n',
    wifiErrorTable(),
    '\n## Settings\n',
    settingTable(),
    '',
  ].join('\n');
}

function interfaceTable(): string {
  const rows = Object.entries(spInterfaces).map(([name, { title, titleZh, direction, path }]) => [
    `\`${name}\``,
    `${title} (${titleZh})`,
    direction === 'inbound' ? 'Tencent → us' : 'us → Tencent',
    `\`POST ${path}\``,
  ]);
  return markdownTable(['name', 'what', 'direction', 'path'], rows);
}

function codeTable(): string {
  const rows = Object.entries(spErrors)
    .sort(([, a], [, b]) => a.code - b.code)
    .map(([key, { code, http, message, retryable }]) => [
      String(code),
      `\`${key}\``,
      message,
      String(http),
      retryable ? 'yes' : 'no',
    ]);
  return markdownTable(
    ['code', 'key', 'message', 'HTTP', 'try again?'],
    [['0', '–', 'successful', '200', '–'], ...rows],
  );
}

interface Transition {
  readonly from: number;
  readonly event: string;
  readonly to: number;
}

function diagram(states: Readonly<Record<string, number>>, transitions: readonly Transition[]): string {
  const names = new Map(Object.entries(states).map(([name, value]) => [value, name]));
  const arrows = transitions.map(
    ({ from, event, to }) => `  ${names.get(from)} --> ${names.get(to)}: ${event}`,
  );
  const values = [...names].map(([value, name]) => `  ${name}: ${value} ${name}`);
  return ['```mermaid', 'stateDiagram-v2', ...values, ...arrows, '```'].join('\n');
}

function retryList(): string {
  const waits = retryDelays.map((ms) => (ms === 0 ? 'at once' : `after ${duration(ms)}`));
  const rest = `then every ${duration(lastRetryDelay)} until ${duration(giveUpAfter)} after the first try`;
  return `A try that failed is made again ${waits.join(', ')}, ${rest}; each wait is shorter or longer by the jitter.`;
}

function duration(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours >= 48) return `${hours / 24} days`;
  if (hours >= 1) return `${hours} h`;
  return ms >= 60_000 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

function wifiErrorTable(): string {
  const rows = Object.entries(wifiErrors)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([errcode, { means, advice }]) => [errcode, means, advice]);
  return markdownTable(['errcode', 'what it means', 'what to do'], rows);
}

function settingTable(): string {
  const rows = Object.values<Variable>(variables).map(({ name, default: value, description }) => [
    `\`${name}\``,
    value === undefined ? '–' : `\`${value}\``,
    description,
  ]);
  return markdownTable(['variable', 'default', 'what it does'], rows);
}
