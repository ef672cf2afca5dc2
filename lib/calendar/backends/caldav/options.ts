import { z } from 'zod';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';

const authentications = ['basic', 'digest', 'bearer'] as const;

/**
 * What a CalDAV connection is made of. `serverUrl` is the address that relative calendar URLs start
 * from and the only origin that credentials are sent to. With `bearer` the password is the token.
 */
export const caldavOptions = z.strictObject({
  serverUrl: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2_000)
    .refine(hasNoCredentials, 'must not hold a user name or a password')
    .transform(asFolder),
  username: z.string().max(500).default(''),
  password: z.string().min(1).max(10_000),
  auth: z
    .enum(authentications)
    .default('basic')
    .refine((auth) => auth !== 'digest', 'digest is not available yet: use basic over https'),
  writeMode: z
    .enum(['direct', 'invite'])
    .default('direct')
    .refine((mode) => mode === 'direct', 'invite is not available yet: use direct'),
  /** PEM of the private authority that signed the server's certificate. */
  caCertificate: z.string().min(1).max(100_000).optional(),
  /** How to read floating and all-day times of calendars that name no zone themselves. */
  timeZone: z.string().refine(isZone, 'must be an IANA time zone').transform(asZone).optional(),
});

/** As read from the connection's stored options. */
export type CaldavOptions = z.output<typeof caldavOptions>;
/** As an administrator gives them. */
export type CaldavOptionsInput = z.input<typeof caldavOptions>;

function hasNoCredentials(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}

function asFolder(text: string): string {
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url.href;
}

function isZone(name: string): boolean {
  return parseZone(name) !== null;
}

function asZone(name: string): ZoneId {
  return name as ZoneId;
}
