/** What can go wrong with the embedded database. */
export type EmbeddedDatabaseErrorCode =
  | 'no-binaries'
  | 'not-reachable'
  | 'foreign-owner'
  | 'version-mismatch'
  | 'damaged'
  | 'locked'
  | 'init-failed'
  | 'start-failed'
  | 'stop-failed'
  | 'moved';

/** The embedded database cannot be used; the message says why and what to do. */
export class EmbeddedDatabaseError extends Error {
  readonly code: EmbeddedDatabaseErrorCode;

  constructor(code: EmbeddedDatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedDatabaseError';
    this.code = code;
  }
}
