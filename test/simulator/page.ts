// The page for people: how much is known and what came in last. Plain HTML that loads itself again.
import { spInterfaces } from '../../shared/sp/interfaces.ts';
import type { Book } from './book.ts';
import type { FaultPlan } from './faults.ts';
import { clockTime } from './line.ts';
import { pageStyle } from './page-style.ts';
import type { Received } from './received.ts';

const lastOnes = 20;

export function overviewPage({ tables, received }: Book, plan: FaultPlan): string {
  const rows = received
    .after(received.total - lastOnes)
    .reverse()
    .map(row);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<link rel="icon" href="data:,">
<title>腾讯侧模拟器 · Tencent simulator</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>腾讯侧模拟器 <small>Tencent’s side, simulated</small></h1>
<p>收到服务商的回调后按字段表逐项校验 · every callback is checked against the field tables</p>
</header>
<dl>
${figure('批次', 'stocks', tables.stocks.size)}
${figure('优惠券', 'coupons', tables.coupons.size)}
${figure('回调', 'callbacks', received.total)}
${figure('故障规则', 'fault rules', plan.rules?.length ?? 0)}
</dl>
<h2>最近的回调 <small>latest callbacks</small></h2>
${rows.length === 0 ? '<p class="none">还没有收到回调 · nothing has come in yet</p>' : table(rows)}
<footer><a href="/received">/received</a> <a href="/state">/state</a> <a href="/plan">/plan</a></footer>
</body>
</html>
`;
}

function figure(zh: string, en: string, value: number): string {
  return `<div><dt>${zh} <small>${en}</small></dt><dd>${value}</dd></div>`;
}

function table(rows: readonly string[]): string {
  const heads = [
    '#',
    '时间 time',
    '接口 interface',
    '批次 stock',
    '优惠券 coupon',
    '状态 status',
    '结果 result',
  ];
  return `<div class="wide"><table>
<thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>`;
}

function row({ n, at, interface: name, code, message, fault, parameters }: Received): string {
  const { stock_id, coupon_id, stock_status, coupon_status } = parameters;
  const cells = [
    String(n),
    clockTime(at),
    `${spInterfaces[name].titleZh} <small>${name}</small>`,
    cell(stock_id),
    cell(coupon_id),
    cell(coupon_status ?? stock_status),
    `${code ?? '—'} ${escapeHtml(message)}${fault === null ? '' : ` <mark>${fault}</mark>`}`,
  ];
  return `<tr class="${code === 0 ? 'good' : 'bad'}">${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`;
}

function cell(value: unknown): string {
  if (value === undefined) return '';
  return escapeHtml(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What was refused may hold anything. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
