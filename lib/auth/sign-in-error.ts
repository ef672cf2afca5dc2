/** Every `error` with which somebody may arrive at the sign-in page; each needs a text. */
export const signInErrors = [
  'AccessDenied',
  'Callback',
  'Configuration',
  'CredentialsSignin',
  'EmailMissing',
  'EmailNotVerified',
  'OAuthCallback',
  'OAuthSignin',
  'Unavailable',
] as const;
export type SignInError = (typeof signInErrors)[number];

/** Reads the `error` of an address, which anybody can write. */
export function parseSignInError(text: string): SignInError {
  return signInErrors.find((known) => known === text) ?? 'Callback';
}
