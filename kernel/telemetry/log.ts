// JSON logs on standard output, pretty on a terminal; every line under a call names its trace and request.

import pino from 'pino';
import pretty from 'pino-pretty';
import { current } from '../call.ts';
import { traceIdOf } from './trace.ts';

export type Log = pino.Logger;

export interface LogOptions {
  level: string;
  pretty: boolean;
}

/** Personal data and secrets that could slip into a logged object. */
const redacted = ['password', 'token', 'refreshToken', 'accessToken', 'email', 'phone', 'code', 'secret'];

/** The process's log; a service gets a child with its name. */
export function createLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redacted.flatMap(name => [name, `*.${name}`]), censor: '[redacted]' },
    mixin: () => {
      const call = current()?.call;
      return call ? { trace: traceIdOf(call.traceparent), request: call.requestId } : {};
    },
  };
  if (!options.pretty) return pino(settings);
  return pino(settings, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'trace', sync: true }));
}
