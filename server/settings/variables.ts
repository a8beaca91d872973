// THE table of environment variables: settings are parsed by it and `.env.example` is written from it.
import { z } from 'zod';
import {
  flag,
  fraction,
  hostName,
  key,
  keyList,
  nameList,
  oneOf,
  postgresUrl,
  serviceUrl,
  trustProxy,
  wholeNumber,
  word,
} from './parse.ts';

export type Variable = {
  readonly name: string;
  readonly schema: z.ZodType<unknown, string>;
  /** As it would be written in `.env`; left out where absence itself means something. */
  readonly default?: string;
  readonly description: string;
  readonly group: string;
  /** Never repeated in a message. */
  readonly secret?: true;
};

const DAY_MS = 86_400_000;
const MAX_PORT = 65_535;

/** Keyed by the name of the setting. */
export const variables = {
  mode: {
    name: 'NODE_ENV',
    schema: oneOf(['production', 'development', 'test']).transform((given) =>
      given === 'production' ? 'production' : 'demo',
    ),
    default: 'development',
    description: 'production runs for real and refuses demo secrets; development and test are demo mode.',
    group: 'Process',
  },
  host: {
    name: 'HOST',
    schema: hostName(),
    default: '127.0.0.1',
    description: 'Address to listen on; demo mode accepts loopback addresses only.',
    group: 'Process',
  },
  port: {
    name: 'PORT',
    schema: wholeNumber(0, MAX_PORT),
    default: '3000',
    description: 'Port to listen on; 0 takes any free one.',
    group: 'Process',
  },
  workers: {
    name: 'WORKERS',
    schema: wholeNumber(1, 64),
    default: '1',
    description: 'Processes that serve on this machine, all on PORT; more than one need PostgreSQL.',
    group: 'Process',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    description: 'The least important lines to log: fatal, error, warn, info, debug, trace or silent.',
    group: 'Process',
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    schema: trustProxy(),
    default: '0',
    description:
      'Proxies whose X-Forwarded-For is believed: a number of hops, or a comma list of addresses and CIDR ranges.',
    group: 'Process',
  },
  drainGraceMs: {
    name: 'DRAIN_GRACE_MS',
    schema: wholeNumber(0, 600_000),
    default: '1000',
    description: 'How long to keep accepting after /readyz began to fail, so that load balancers can notice.',
    group: 'Process',
  },
  drainTimeoutMs: {
    name: 'DRAIN_TIMEOUT_MS',
    schema: wholeNumber(0, 600_000),
    default: '10000',
    description: 'How long requests may take to finish once listening has stopped, before they are cut off.',
    group: 'Process',
  },
  dataDir: {
    name: 'DATA_DIR',
    schema: z.string(),
    default: './data',
    description: 'Directory of the embedded database and, in demo mode, of the master key.',
    group: 'Data',
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    schema: postgresUrl(),
    description:
      'PostgreSQL (14 or newer) to store in, as postgres://user:password@host:port/database; absent: SQLite in DATA_DIR.',
    group: 'Data',
    secret: true,
  },
  databasePoolSize: {
    name: 'DATABASE_POOL_SIZE',
    schema: wholeNumber(3, 1_000),
    default: '10',
    description: 'Connections to PostgreSQL that each process opens at most.',
    group: 'Data',
  },
  buckets: {
    name: 'BUCKETS',
    schema: wholeNumber(1, 1_024),
    description:
      'Buckets that users are spread over, for a distributed PostgreSQL; fixed by the first start at a database, by default at 1.',
    group: 'Data',
  },
  databasePartitions: {
    name: 'DATABASE_PARTITIONS',
    schema: wholeNumber(0, 1_024),
    default: '0',
    description:
      'Hash partitions that tables are made with on PostgreSQL, by their buckets; 0 makes plain tables. Used by the first start only.',
    group: 'Data',
  },
  retentionDays: {
    name: 'RETENTION_DAYS',
    schema: wholeNumber(1, 36_500),
    default: '90',
    description: 'Days for which finished deliveries and their attempts are kept.',
    group: 'Data',
  },
  masterKey: {
    name: 'MASTER_KEY',
    schema: key(),
    description:
      'Seals secrets and phone numbers: 32 bytes as 64 hexadecimal digits or base64; required in production.',
    group: 'Secrets',
    secret: true,
  },
  masterKeysOld: {
    name: 'MASTER_KEYS_OLD',
    schema: keyList(),
    description: 'Comma list of earlier master keys, so that what they sealed can still be opened.',
    group: 'Secrets',
    secret: true,
  },
  timestampWindowSeconds: {
    name: 'TIMESTAMP_WINDOW_SECONDS',
    schema: wholeNumber(1, 86_400),
    default: '300',
    description: 'How far the timestamp of a call may be from our clock, either way.',
    group: 'Calls in',
  },
  strictNonce: {
    name: 'STRICT_NONCE',
    schema: flag(),
    default: '0',
    description: '1 refuses a nonce that was seen with another signature.',
    group: 'Calls in',
  },
  claimQueueLimit: {
    name: 'CLAIM_QUEUE_LIMIT',
    schema: wholeNumber(1, 1_000_000),
    default: '10000',
    description: 'Claims that may wait; more than that are turned away as too many requests.',
    group: 'Calls in',
  },
  claimGroupLimit: {
    name: 'CLAIM_GROUP_LIMIT',
    schema: wholeNumber(1, 10_000),
    default: '512',
    description: 'Claims that share one transaction at most.',
    group: 'Calls in',
  },
  allowPrivateCallbacks: {
    name: 'ALLOW_PRIVATE_CALLBACKS',
    schema: flag(),
    description: '1 allows callbacks over http and to private addresses; 0 unless given, but 1 in demo mode.',
    group: 'Deliveries',
  },
  deliveryConcurrency: {
    name: 'DELIVERY_CONCURRENCY',
    schema: wholeNumber(1, 1_000),
    default: '32',
    description: 'Deliveries under way at the same time.',
    group: 'Deliveries',
  },
  deliveryTimeoutMs: {
    name: 'DELIVERY_TIMEOUT_MS',
    schema: wholeNumber(1, 25_000),
    default: '10000',
    description: 'How long one attempt may take; it has to end well before its lease of 30 seconds does.',
    group: 'Deliveries',
  },
  deliveryPollMs: {
    name: 'DELIVERY_POLL_MS',
    schema: wholeNumber(1, 60_000),
    default: '200',
    description: 'How often the outbox is looked at for due events.',
    group: 'Deliveries',
  },
  deliverySettleMs: {
    name: 'DELIVERY_SETTLE_MS',
    schema: wholeNumber(0, DAY_MS),
    default: '300000',
    description: "After an ambiguous attempt, how long until the coupon's latest state is sent once more.",
    group: 'Deliveries',
  },
  deliveryJitter: {
    name: 'DELIVERY_JITTER',
    schema: fraction(),
    default: '0.5',
    description: 'How far the wait before a retry strays at random: 0.5 is up to half of it either way.',
    group: 'Deliveries',
  },
  sweepIntervalMs: {
    name: 'SWEEP_INTERVAL_MS',
    schema: wholeNumber(10, DAY_MS),
    default: '5000',
    description: 'How often expired coupons are looked for.',
    group: 'Sweeping',
  },
  sweepBatch: {
    name: 'SWEEP_BATCH',
    schema: wholeNumber(1, 100_000),
    default: '500',
    description: 'Coupons that one sweep expires in one transaction at most.',
    group: 'Sweeping',
  },
  wechatAppId: {
    name: 'WECHAT_APP_ID',
    schema: word(64),
    description:
      'The WeChat app (appid) that Wi-Fi pages and plugin logins are asked with; absent: WeChat is switched off, or simulated in demo mode.',
    group: 'WeChat',
  },
  wechatAppSecret: {
    name: 'WECHAT_APP_SECRET',
    schema: word(256),
    description: "The app's secret (AppSecret), given together with WECHAT_APP_ID.",
    group: 'WeChat',
    secret: true,
  },
  wechatBaseUrl: {
    name: 'WECHAT_BASE_URL',
    schema: serviceUrl(),
    description:
      'Where WeChat is, by default https://api.weixin.qq.com; in demo mode the simulated WeChat that comes with it.',
    group: 'WeChat',
  },
  wechatTimeoutMs: {
    name: 'WECHAT_TIMEOUT_MS',
    schema: wholeNumber(1, 60_000),
    default: '10000',
    description: 'How long one call to WeChat may take.',
    group: 'WeChat',
  },
  pluginToken: {
    name: 'PLUGIN_TOKEN',
    schema: word(128),
    description:
      "The plugin's token as set at WeChat: with it, every session must carry the signature of its host (X-WECHAT-HOSTSIGN).",
    group: 'Plugin',
    secret: true,
  },
  pluginTicketKey: {
    name: 'PLUGIN_TICKET_KEY',
    schema: word(256),
    description: "The key that hosts' servers sign launch tickets with; absent: tickets are refused.",
    group: 'Plugin',
    secret: true,
  },
  pluginIdentity: {
    name: 'PLUGIN_IDENTITY',
    schema: oneOf(['bind-first-use', 'ticket-required']),
    default: 'bind-first-use',
    description:
      'Whether the first session with a user_code binds it to the person, or a launch ticket must prove it.',
    group: 'Plugin',
  },
  pluginUserParams: {
    name: 'PLUGIN_USER_PARAMS',
    schema: nameList(),
    default: 'user_code,userCode',
    description: 'Names in the query of a plugin page that may hold the user_code, the first first.',
    group: 'Plugin',
  },
  pluginReturnParams: {
    name: 'PLUGIN_RETURN_PARAMS',
    schema: nameList(),
    default: 'return_url,returnUrl,back_url,backUrl,callback,redirect',
    description: 'Names in the query of a plugin page that may hold the return address, the first first.',
    group: 'Plugin',
  },
  simulatorPort: {
    name: 'SIMULATOR_PORT',
    schema: wholeNumber(0, MAX_PORT),
    description:
      'Port of the simulated Tencent side in demo mode, by default the one after PORT; 0 is none, nor a simulated WeChat.',
    group: 'Demo',
  },
} as const satisfies Record<string, Variable>;

export type Variables = typeof variables;

/** What the table alone says about each setting, before settings are judged together. */
export type Parsed = {
  readonly [Key in keyof Variables]:
    | z.output<Variables[Key]['schema']>
    | (Variables[Key] extends { default: string } ? never : undefined);
};
