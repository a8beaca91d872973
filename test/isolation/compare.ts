// Two answers that must not tell what is somebody else's from what is nobody's, and what stands in an answer that should not.
import type { HttpAnswer } from '../kit/http.ts';
import type { Cast, Kind, Things, World } from './parties.ts';

/** An answer but for what was asked about, ids, times and references. */
export function gist({ status, headers, text }: HttpAnswer, asked: readonly string[]): string {
  const values = [...asked].sort((a, b) => b.length - a.length);
  const plain = values.reduce((rest, value) => rest.replaceAll(value, '?'), text);
  const scrubbed = plain
    .replace(/"(reference|token|ticket)":"[^"]*"/g, '"$1":""')
    .replace(/\d+(?:\.\d+)?/g, '#');
  return [status, headers['content-type'], headers['retry-after'], scrubbed].join('\n');
}

/** Words of the victim's that an answer holds although the question did not. */
export function leaks(answer: string, question: string, canaries: readonly string[]): string[] {
  return canaries.filter((word) => answer.includes(word) && !question.includes(word));
}

/** Names that several parties have are no secret. */
const common: ReadonlySet<Kind> = new Set(['appChannelId']);

export function canariesOf({ things, party }: Cast, kinds?: ReadonlySet<Kind>): string[] {
  const ids = (Object.keys(things) as Kind[]).filter(
    (kind) => !common.has(kind) && (kinds?.has(kind) ?? true),
  );
  const words = kinds === undefined ? [party.merchant.openKey, party.sp.secret, 'victim只给自己看'] : [];
  return [...ids.map((kind) => String(things[kind])), ...words];
}

/** Everything of the cast's that a call can change, as it stands in the tables. */
export async function stateOf({ visits }: World, { things, party }: Cast): Promise<string> {
  const { read } = visits.server.context.database;
  const { userCode, customerId, bizId, newBizId }: Things = things;
  const rows = [
    await read.all('SELECT * FROM coupon WHERE tenant_id = ? AND user_code = ? ORDER BY coupon_id', [
      party.tenantId,
      userCode,
    ]),
    await read.all('SELECT * FROM wallet WHERE customer_id = ?', [customerId]),
    await read.all('SELECT * FROM consume WHERE tenant_id = ? AND account = ? AND biz_id IN (?, ?)', [
      ...[party.tenantId, party.merchant.account, bizId, newBizId],
    ]),
  ];
  return JSON.stringify(rows);
}
