import { z } from 'zod';

/**
 * What an Exchange connection is made of. `serverUrl` is the full address of the service, such as
 * `https://mail.example.org/EWS/Exchange.asmx`. With `bearer` the password is the token.
 */
export const ewsOptions = z.strictObject({
  serverUrl: z
    .url({ protocol: /^https$/, error: 'must be an https address' })
    .max(2_000)
    .refine(hasNoCredentials, 'must not hold a user name or a password'),
  /** As an address, or as DOMAIN\user. */
  username: z.string().max(500).default(''),
  password: z.string().min(1).max(10_000),
  auth: z.enum(['basic', 'ntlm', 'bearer']).default('ntlm'),
  /** How the account opens calendars: by ApplicationImpersonation, or as their delegate. */
  access: z.enum(['impersonation', 'delegate']).default('impersonation'),
  /** `invite`: the organiser's own meeting asks the room. `direct`: we write into the room's calendar. */
  writeMode: z.enum(['invite', 'direct']).default('invite'),
  /** PEM of the private authority that signed the server's certificate. */
  caCertificate: z.string().min(1).max(100_000).optional(),
  /** How many days one question for free/busy may span; a smaller limit of the server is learned. */
  availabilityDays: z.int().min(1).max(366).default(42),
  /** Requests at once; the server's throttling policy allows an account about 27. */
  concurrency: z.int().min(1).max(64).default(10),
});

/** As read from the connection's stored options. */
export type EwsOptions = z.output<typeof ewsOptions>;

function hasNoCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
