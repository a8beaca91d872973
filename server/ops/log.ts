// The log: one JSON object a line, times in ISO 8601, nothing secret in it.
import {
  type DestinationStream,
  destination,
  type Level,
  type Logger,
  pino,
  stdTimeFunctions,
  symbols,
} from 'pino';
import { scrub } from './scrub.ts';

export type Log = Logger;
export type LogLevel = Level | 'silent';

/** Writes to standard output, asynchronously, unless told otherwise. */
export function createLog(
  level: LogLevel,
  to: DestinationStream = destination({ dest: 1, sync: false }),
): Log {
  const log = pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: (error) => scrub(error) },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map(scrubArgument) as typeof args);
        },
      },
    },
    to,
  );
  // Bindings pass no hook. Children inherit this from the logger they are made of.
  const child = log.child;
  log.child = function (this: Log, bindings: object, options?: object) {
    return child.call(this, scrub(bindings) as object, options);
  } as typeof log.child;
  return log;
}

/** Writes out what is still waiting; for the last moment of a process. */
export function flushLog(log: Log): void {
  const to = (log as unknown as Record<symbol, { flushSync?: () => void }>)[symbols.streamSym];
  to?.flushSync?.();
}

/** An error that is logged by itself stays one, so that pino still finds the message; its serializer scrubs it. */
function scrubArgument(argument: unknown): unknown {
  return argument instanceof Error ? argument : scrub(argument);
}
