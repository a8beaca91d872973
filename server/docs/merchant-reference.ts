// The merchant open API's part of doc/reference.md: what can be asked for, and every way in which it can be refused.
import { merchantActions } from '../../shared/merchant/actions.ts';
import { type MerchantErrorEntry, merchantErrors, successMessage } from '../../shared/merchant/codes.ts';
import { markdownTable } from './markdown.ts';

export function merchantActionTable(): string {
  const rows = Object.entries(merchantActions).map(([action, { title, titleZh, v3Path, ours }]) => [
    `\`${action}\``,
    `${title} (${titleZh})`,
    v3Path === undefined ? '–' : `\`POST ${v3Path}\``,
    ours === undefined ? '' : 'ours',
  ]);
  return markdownTable(['Action', 'what', 'V3', 'name'], rows);
}

/** Business errors first: they are what a till meets. */
export function merchantErrorTable(): string {
  const rows = Object.entries<MerchantErrorEntry>(merchantErrors)
    .sort(([, a], [, b]) => a.code - b.code)
    .map(([key, { code, message, system, http, retryable, cause, advice }]) => [
      String(code),
      `\`${key}\``,
      message,
      String(!system),
      String(http),
      retryable ? 'yes' : 'no',
      cause,
      advice,
    ]);
  return markdownTable(
    ['code', 'key', 'message', 'status', 'HTTP', 'try again?', 'cause', 'what to do'],
    [['0', '–', successMessage, 'true', '200', '–', 'It was done.', 'Keep the answer.'], ...rows],
  );
}
