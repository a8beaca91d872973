// `wifi`: a card on the Wi-Fi pages of stores (微信连Wi-Fi).

import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { id } from '../../shared/sp/fields.ts';
import type { Context } from '../context.ts';
import { listWifiDeliveries } from '../store/sql/wifi-deliveries.ts';
import { Refusal } from '../usecase/errors.ts';
import { getWifiCard, setWifiCard, type WifiDeps } from '../usecase/wifi.ts';
import type { Cli } from './command.ts';
import { field, stockId, time, wholeNumber } from './values.ts';
import { historyAnswer, statusAnswer, wifiSetAnswer } from './wifi-view.ts';

interface SetOptions {
  readonly shop: number;
  readonly card: string;
  readonly describe: string;
  readonly from: number;
  readonly to: number;
  readonly quantity?: number;
  readonly stock?: string;
}

const actor = 'operator';
const shop = wholeNumber(0, 999_999_999_999_999);
const shopWords = "the store's id at WeChat; 0 is all stores";

export function wifiCommands(program: Command, cli: Cli): void {
  const wifi = program.command('wifi').description('Puts cards on the Wi-Fi pages of stores (微信连Wi-Fi).');

  wifi
    .command('set')
    .description('Puts a card on the Wi-Fi page of a store, in place of the one before.')
    .requiredOption('--shop <id>', shopWords, shop)
    .requiredOption('--card <card_id>', 'which card', field(id(64)))
    .requiredOption('--describe <text>', 'what people read there, 18 characters at most')
    .requiredOption('--from <time>', 'from when, such as "2026-02-01 08:00" in +08:00', time)
    .requiredOption('--to <time>', "until when, within the card's validity", time)
    .option('--quantity <n>', 'how many; WeChat no longer asks for it', wholeNumber(1, 100_000_000))
    .option('--stock <stock_id>', 'the stock of ours that the card stands for, for the history', stockId)
    .action((options: SetOptions) =>
      cli.withTenant(async (context, tenantId) => {
        const { shop: shopId, card: cardId, describe, from: beginAt, to: endAt, quantity } = options;
        const put = { shopId, cardId, describe, beginAt, endAt, quantity };
        const request = { tenantId, actor, put, stockId: options.stock };
        return wifiSetAnswer(await setWifiCard(depsOf(context), request));
      }),
    );

  wifi
    .command('get')
    .description('Asks WeChat which card is on the Wi-Fi page of a store.')
    .requiredOption('--shop <id>', shopWords, shop)
    .action((options: { shop: number }) =>
      cli.withStore(async (context) =>
        statusAnswer(options.shop, await getWifiCard(depsOf(context), options.shop)),
      ),
    );

  wifi
    .command('history')
    .description('Lists what was put, by whom and when, and what WeChat answered; the latest first.')
    .option('--shop <id>', 'of one store only', shop)
    .option('--limit <n>', 'how many at most', wholeNumber(1, 10_000), 20)
    .action((options: { shop?: number; limit: number }) =>
      cli.withTenant(async ({ database }, tenantId) =>
        historyAnswer(await listWifiDeliveries(database.read, tenantId, options.shop, options.limit)),
      ),
    );
}

/** @throws Refusal where WeChat is switched off */
function depsOf({ useCases, wechat }: Context): WifiDeps {
  if (wechat === undefined)
    throw new Refusal('stateForbids', 'WeChat is switched off: set WECHAT_APP_ID and WECHAT_APP_SECRET');
  return { ...useCases, wifi: wechat.wifi, wait: setTimeout };
}
