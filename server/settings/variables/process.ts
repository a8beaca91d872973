// The process: what it listens on, how it logs and stops.
import { hostName, oneOf, trustProxy, wholeNumber } from '../parse.ts';
import type { Variable } from './variable.ts';

const MAX_PORT = 65_535;

export const processVariables = {
  mode: {
    name: 'NODE_ENV',
    schema: oneOf(['production', 'development', 'test']).transform((given) =>
      given === 'production' ? 'production' : 'demo',
    ),
    default: 'development',
    description: 'production runs for real and refuses demo secrets; development and test are demo mode.',
  },
  host: {
    name: 'HOST',
    schema: hostName(),
    default: '127.0.0.1',
    description: 'Address to listen on; demo mode accepts loopback addresses only.',
  },
  port: {
    name: 'PORT',
    schema: wholeNumber(0, MAX_PORT),
    default: '3000',
    description: 'Port to listen on; 0 takes any free one.',
  },
  workers: {
    name: 'WORKERS',
    schema: wholeNumber(1, 64),
    default: '1',
    description: 'Processes that serve on this machine, all on PORT; more than one need PostgreSQL.',
  },
  logLevel: {
    name: 'LOG_LEVEL',
    schema: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    default: 'info',
    description: 'The least important lines to log: fatal, error, warn, info, debug, trace or silent.',
  },
  trustProxy: {
    name: 'TRUST_PROXY',
    schema: trustProxy(),
    default: '0',
    description:
      'Proxies whose X-Forwarded-For is believed: a number of hops, or a comma list of addresses and CIDR ranges.',
  },
  drainGraceMs: {
    name: 'DRAIN_GRACE_MS',
    schema: wholeNumber(0, 600_000),
    default: '1000',
    description: 'How long to keep accepting after /readyz began to fail, so that load balancers can notice.',
  },
  drainTimeoutMs: {
    name: 'DRAIN_TIMEOUT_MS',
    schema: wholeNumber(0, 600_000),
    default: '10000',
    description: 'How long requests may take to finish once listening has stopped, before they are cut off.',
  },
} as const satisfies Record<string, Variable>;
