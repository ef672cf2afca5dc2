import { z } from 'zod';
import { parseZone, type ZoneId } from '@/lib/core/time/zone';

const authentications = ['basic', 'digest', 'bearer'] as const;

/**
 * What a CalDAV connection is made of. `serverUrl` is the address that relative calendar URLs start
 * from and the only origin that credentials are sent to. With `bearer` the password is the token.
 */
export const caldavOptions = z
  .strictObject({
    serverUrl: z
      .url({ protocol: /^https?$/, error: 'must be an http or https address' })
      .max(2_000)
      .refine(hasNoCredentials, 'must not hold a user name or a password')
      .transform(asFolder),
    username: z.string().max(500).default(''),
    password: z.string().min(1).max(10_000),
    auth: z.enum(authentications).default('basic'),
    writeMode: z.enum(['direct', 'invite']).default('direct'),
    /**
     * For `invite`: the calendar that meetings are written into. `{user}` and `{email}` in it stand for
     * the organiser's address (its part before the @, or all of it); without them it is one calendar
     * for all meetings, which belongs to `organizerEmail`.
     */
    organizerCalendarUrl: z.string().min(1).max(2_000).optional(),
    organizerEmail: z.email().max(320).optional(),
    /**
     * Who answers invitations of rooms: `foyer`, or `server` where the server or somebody else does
     * and Foyer must keep out of it.
     */
    roomAnswers: z.enum(['foyer', 'server']).default('foyer'),
    /** PEM of the private authority that signed the server's certificate. */
    caCertificate: z.string().min(1).max(100_000).optional(),
    /** How to read floating and all-day times of calendars that name no zone themselves. */
    timeZone: z.string().refine(isZone, 'must be an IANA time zone').transform(asZone).optional(),
  })
  .superRefine(checkOrganizer);

/** As read from the connection's stored options. */
export type CaldavOptions = z.output<typeof caldavOptions>;
/** As an administrator gives them. */
export type CaldavOptionsInput = z.input<typeof caldavOptions>;

/** True where each person's meetings go into the person's own calendar. */
export function isPersonal(organizerCalendarUrl: string): boolean {
  return /\{(?:user|email)\}/.test(organizerCalendarUrl);
}

function checkOrganizer(
  {
    writeMode,
    organizerCalendarUrl: url,
    organizerEmail,
  }: {
    readonly writeMode: 'direct' | 'invite';
    readonly organizerCalendarUrl?: string | undefined;
    readonly organizerEmail?: string | undefined;
  },
  issues: z.RefinementCtx,
): void {
  const refuse = (path: string, message: string) =>
    issues.addIssue({ code: 'custom', path: [path], message });
  if (writeMode === 'direct') return;
  if (url === undefined) refuse('organizerCalendarUrl', 'invite needs a calendar to write into');
  else if (!isPersonal(url) && organizerEmail === undefined) {
    refuse('organizerEmail', 'one calendar for all meetings needs the address of its owner');
  }
}

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
