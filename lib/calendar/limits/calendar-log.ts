/** Where the facade says what nobody else will hear. Pino's loggers are of this shape. */
export interface CalendarLog {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
