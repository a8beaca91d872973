// `simulator query|claim|deactivate|batch-deactivate`: the calls that Tencent makes, signed and sent over HTTP.
import { type Command, InvalidArgumentError } from 'commander';
import type { SpCallAnswer } from '../../shared/sp/client.ts';
import type { BatchDeactivateCall, Caller, ClaimCall, DeactivateCall } from '../../test/simulator/calls.ts';
import type { Answer, Cli } from './command.ts';
import { type CallOptions, makeCall } from './simulator-caller.ts';
import { channelNumber, wholeNumber } from './values.ts';

type Call<Options> = (caller: Caller, options: Options) => Promise<SpCallAnswer<unknown>>;

// What is sent is not judged here: the other side must be able to refuse it.
export function simulatorCalls(simulator: Command, cli: Cli): void {
  const add = (name: string, description: string) => simulator.command(name).description(description);
  const send = <Options extends CallOptions>(command: Command, call: Call<Options>) =>
    command
      .option('--url <url>', 'where the SP server is; ours unless given')
      .option('--api-key <api_key>', "signs with this key; the store's newest unless given")
      .option('--secret <secret>', 'the secret of a key that is not in the store')
      .action(async (options: Options) =>
        cli.print(answered(await makeCall(cli, options, (caller) => call(caller, options)))),
      );

  send<CallOptions & { stock: string }>(
    add('query', 'Asks for a stock (查询批次信息).').requiredOption('--stock <stock_id>', 'which'),
    (caller, { stock }) => caller.queryStock(stock),
  );

  send<CallOptions & ClaimCall>(
    byUser(add('claim', 'Claims a coupon (领券).'))
      .requiredOption('--stock <stock_id>', 'of which stock')
      .option('--request-id <request_id>', 'random unless given')
      .option('--phone <mobile_phone>', "the user's phone number"),
    (caller, options) => caller.claim(options),
  );

  send<CallOptions & DeactivateCall>(
    ending(byUser(add('deactivate', 'Ends a coupon (设置可用优惠券过期/失效).')))
      .requiredOption('--stock <stock_id>', 'of which stock')
      .requiredOption('--coupon <coupon_id>', 'which'),
    (caller, options) => caller.deactivate(options),
  );

  send<CallOptions & Omit<BatchDeactivateCall, 'coupons'> & { coupon: BatchDeactivateCall['coupons'] }>(
    ending(byUser(add('batch-deactivate', 'Ends several coupons, all or none (批量).'))).requiredOption(
      '--coupon <stock:coupon...>',
      'which, each as stock_id:coupon_id',
      couponRef,
    ),
    (caller, { coupon, ...options }) => caller.batchDeactivate({ ...options, coupons: coupon }),
  );
}

function byUser(command: Command): Command {
  return command
    .requiredOption('--user <user_code>', 'whose')
    .option('--channel <app_channel_id>', 'in which channel', channelNumber, 1);
}

function ending(command: Command): Command {
  return command
    .option('--status <3|4>', '3 expired, 4 invalid', wholeNumber(3, 4), 3)
    .option('--reason <text>', 'why');
}

function couponRef(
  given: string,
  before: BatchDeactivateCall['coupons'] = [],
): BatchDeactivateCall['coupons'] {
  const at = given.lastIndexOf(':');
  if (at < 1 || at === given.length - 1)
    throw new InvalidArgumentError('It must look like stock_id:coupon_id.');
  return [...before, { stock: given.slice(0, at), coupon: given.slice(at + 1) }];
}

function answered({ httpStatus, code, message, data, problem }: SpCallAnswer<unknown>): Answer {
  const lines = [`code ${code ?? '-'}  ${message}${httpStatus === 200 ? '' : `  (HTTP ${httpStatus})`}`];
  if (problem !== undefined) lines.push(`This is not an answer that the documents allow: ${problem}`);
  if (data !== undefined) lines.push(JSON.stringify(data, undefined, 2));
  return {
    json: { http_status: httpStatus, code, message, data, problem },
    text: lines.join('\n'),
    exitCode: code === 0 && problem === undefined ? 0 : 2,
  };
}
