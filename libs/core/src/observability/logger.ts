import type { LoggerService } from '@nestjs/common';
import { currentScope } from '@tradewind/database';
import { type DestinationStream, type Logger, pino } from 'pino';
import { traceIdOf } from './trace-context.ts';

/** Structured logs. Ids only, never bodies: no password, token or address may end up here. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      redact: {
        paths: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.token'],
        censor: '[hidden]',
      },
      serializers: { err: describe },
      // Every line of a request or a job says which one, for which store, and in which trace.
      mixin: () => {
        const scope = currentScope();
        if (!scope) return {};
        const { storeId, requestId, traceparent, run } = scope;
        return { storeId, requestId, traceId: traceIdOf(traceparent), ...run };
      },
    },
    destination,
  );
}

/**
 * What is said of an error, and nothing else that it carries: Redis errors hold the whole command, be it AUTH with its
 * password or SET with a session, and those of PostgreSQL the row that they are about.
 */
function describe(error: unknown, depth = 0): unknown {
  if (!Error.isError(error)) return String(error);
  return {
    type: error.constructor.name,
    message: error.message,
    stack: error.stack,
    ...('code' in error && { code: String(error.code) }),
    // A chain of causes may end where it began.
    ...(Error.isError(error.cause) && depth < 5 && { cause: describe(error.cause, depth + 1) }),
  };
}

/** Lets Nest, and every `new Logger('Name')`, write through pino. */
export function nestLogger(logger: Logger): LoggerService {
  const write =
    (level: 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal') =>
    (message: unknown, ...rest: unknown[]): void => {
      const context = rest.at(-1);
      const text = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
      if (Error.isError(message)) logger[level]({ context, err: message }, text);
      else if (typeof message === 'string') logger[level]({ context, ...(text && { stack: text }) }, message);
      else logger[level]({ context, ...Object(message) }, text);
    };
  return {
    log: write('info'),
    error: write('error'),
    warn: write('warn'),
    debug: write('debug'),
    verbose: write('trace'),
    fatal: write('fatal'),
  };
}
