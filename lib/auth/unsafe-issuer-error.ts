/** An OpenID provider that sign-in refuses to be set up with; the message says what to do. */
export class UnsafeIssuerError extends Error {
  override readonly name = 'UnsafeIssuerError';
}
