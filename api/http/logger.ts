import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config/settings.ts';

/**
 * JSON lines on standard error, so that standard output stays free for results. Never logged: picture content, file
 * names, search texts, tokens, query strings, header fields. The only place that imports pino.
 */
export function createLogger(level: Config['logLevel'], destination: DestinationStream = pino.destination(2)): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}
