/** What can be wrong with the configuration. */
export type ConfigErrorCode =
  | 'invalid-environment'
  | 'missing-secret'
  | 'unreadable-secrets'
  | 'no-data-directory';

/** A configuration that the application refuses to start with; the message says what to do. */
export class ConfigError extends Error {
  readonly code: ConfigErrorCode;

  constructor(code: ConfigErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigError';
    this.code = code;
  }
}
