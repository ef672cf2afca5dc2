import {
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type LevelWithSilent,
  type Logger,
  pino,
} from 'pino';
import { redactFields } from '@/lib/observability/redact';
import { scrubText } from '@/lib/observability/scrub-text';

export type { Logger };

/**
 * Logs lines of JSON, to standard output unless told otherwise. Secrets and meetings' subjects do
 * not get out: fields are redacted by their names at any depth, errors lose all but their name,
 * text, stack and causes, and each finished line is searched for what looks like a secret.
 */
export function createLogger(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: object) => redactFields(fields),
    },
    // Errors are plain by now; pino's own serialiser would call them all `Object`.
    serializers: { err: (serialised: unknown) => serialised },
    hooks: { streamWrite: scrubText },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return redactChildren(logger);
}

/** Pino formats the fields of a line, but not what a child logger is bound to. */
function redactChildren(logger: Logger): Logger {
  const { child } = logger;
  return Object.defineProperty(logger, 'child', {
    value(this: Logger, bindings: Bindings, options?: ChildLoggerOptions) {
      return Reflect.apply(child, this, [redactFields(bindings), options]);
    },
  });
}
