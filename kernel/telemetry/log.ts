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
const redacted = [
  ...['password', 'token', 'refreshToken', 'accessToken', 'email', 'phone', 'secret'],
  ...['recoveryCodes', 'codeVerifier', 'challenge'],
].flatMap(name => [name, `*.${name}`]);
/** One-time codes come as `code`, which elsewhere is what an error is told by: only a request's is hidden. */
const codes = ['input.code', 'body.code', 'query.code', '*.input.code', '*.body.code', '*.query.code'];

/** The process's log, on standard output unless `to` says where; a service gets a child with its name. */
export function createLog(options: LogOptions, to?: pino.DestinationStream): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: [...redacted, ...codes], censor: '[redacted]' },
    mixin: () => {
      const call = current()?.call;
      return call ? { trace: traceIdOf(call.traceparent), request: call.requestId } : {};
    },
  };
  if (!options.pretty) return to ? pino(settings, to) : pino(settings);
  return pino(settings, pretty({ colorize: true, translateTime: 'SYS:HH:MM:ss', ignore: 'trace', sync: true }));
}
