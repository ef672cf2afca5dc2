import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from '@/lib/config/config-error';
import { isSmtpUrl, parseMailbox, type SmtpEnv, toSmtp } from '@/lib/config/smtp';

const encryptionKeyBytes = 32;
const shortestAuthSecret = 32;
const shortestMirrorAgeSeconds = 10;
const usualMirrorAgeSeconds = '300';

/** An empty variable counts as absent: compose files and shells pass those. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const flag = z.enum(['1', 'true', '0', 'false'], 'must be 1, true, 0 or false');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const environmentSchema = z.object({
  DATABASE_URL: optional(
    z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' }),
  ),
  FOYER_DATA_DIR: optional(z.string()),
  AUTH_SECRET: optional(
    z.string().min(shortestAuthSecret, `must have at least ${shortestAuthSecret} characters`),
  ),
  AUTH_OIDC_ISSUER: optional(
    httpUrl.refine((value) => URL.canParse(value) && isSafeIssuer(new URL(value)), {
      // Whoever listens in between could sign in as anybody.
      error: 'must begin with https://; plain http is accepted on this machine only',
    }),
  ),
  AUTH_OIDC_CLIENT_ID: optional(z.string()),
  AUTH_OIDC_CLIENT_SECRET: optional(z.string()),
  FOYER_DEMO: optional(flag),
  FOYER_ENCRYPTION_KEY: optional(
    z.string().refine((value) => parseEncryptionKey(value) !== null, {
      error: `must be ${encryptionKeyBytes} bytes in base64 or hexadecimal`,
    }),
  ),
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number')
      .refine((value) => Number(value) <= 65_535, 'must be a port number'),
  ),
  FOYER_PUBLIC_URL: optional(
    httpUrl.refine((value) => URL.canParse(value) && isOrigin(new URL(value)), {
      error: 'must be an origin such as https://rooms.example.org, without a path',
    }),
  ),
  FOYER_MIRROR_MAX_AGE_SECONDS: optional(
    z
      .string()
      .regex(/^\d{1,6}$/, 'must be a number of seconds')
      .refine((value) => Number(value) >= shortestMirrorAgeSeconds, {
        error: `must be at least ${shortestMirrorAgeSeconds}`,
      }),
  ),
  SMTP_URL: optional(
    z.string().refine(isSmtpUrl, {
      error:
        'must be smtps://user:password@host:465 or smtp://user:password@host:587, without a query',
    }),
  ),
  SMTP_FROM: optional(
    z.string().refine((value) => parseMailbox(value) !== null, {
      error: 'must be a mail address, alone or as Name <address>',
    }),
  ),
  SMTP_CA_FILE: optional(z.string()),
  LOG_LEVEL: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
});

/** The names of the variables that Foyer reads; `.env.example` lists exactly these. */
export const environmentKeys: readonly string[] = Object.keys(environmentSchema.shape);

/** The OpenID Connect provider that people sign in with. */
export interface OidcEnv {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The environment, checked and typed. Null stands for a variable that is not set. */
export interface Env {
  /** Null: the embedded PostgreSQL in the data directory. */
  readonly databaseUrl: string | null;
  /** Absolute path of what Foyer keeps on this machine. */
  readonly dataDirectory: string;
  readonly authSecret: string | null;
  readonly oidc: OidcEnv | null;
  /** Demo people and rooms, and sign-in without a password. */
  readonly demo: boolean;
  /** Exactly 32 bytes. */
  readonly encryptionKey: Uint8Array | null;
  readonly port: number;
  /** The origin that people open, without a trailing slash. */
  readonly publicUrl: string;
  /** What was last read of a calendar longer ago is not known any more. */
  readonly mirrorMaxAgeMs: number;
  /** Null: Foyer sends no mail. */
  readonly smtp: SmtpEnv | null;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly production: boolean;
}

/**
 * Reads and checks the environment. This is the only place that does.
 * @throws ConfigError `invalid-environment`, naming every wrong variable and never its value.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const parsed = environmentSchema.safeParse(source);
  if (!parsed.success) {
    throw invalidEnvironment(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  const values = parsed.data;
  const port = Number(values.PORT ?? '3000');
  return Object.freeze({
    databaseUrl: values.DATABASE_URL ?? null,
    dataDirectory: path.resolve(/* turbopackIgnore: true */ values.FOYER_DATA_DIR ?? '.foyer'),
    authSecret: values.AUTH_SECRET ?? null,
    oidc: readOidc(values),
    demo: values.FOYER_DEMO === '1' || values.FOYER_DEMO === 'true',
    encryptionKey: parseEncryptionKey(values.FOYER_ENCRYPTION_KEY ?? ''),
    port,
    publicUrl: new URL(values.FOYER_PUBLIC_URL ?? `http://localhost:${port}`).origin,
    mirrorMaxAgeMs: Number(values.FOYER_MIRROR_MAX_AGE_SECONDS ?? usualMirrorAgeSeconds) * 1_000,
    smtp: readSmtp(values),
    logLevel: values.LOG_LEVEL ?? 'info',
    production: source.NODE_ENV === 'production',
  });
}

/**
 * Tells next-auth, which reads its own address from the process and from nowhere else, to take it
 * from the request that it is given. Sign-in writes that request: see `lib/auth/auth-handler.ts`.
 */
export function letRequestsNameTheirHost(): void {
  delete process.env.NEXTAUTH_URL;
  process.env.AUTH_TRUST_HOST = 'true';
}

function readOidc(values: z.infer<typeof environmentSchema>): OidcEnv | null {
  const issuer = values.AUTH_OIDC_ISSUER;
  const clientId = values.AUTH_OIDC_CLIENT_ID;
  const clientSecret = values.AUTH_OIDC_CLIENT_SECRET;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw invalidEnvironment([
      'AUTH_OIDC_ISSUER, AUTH_OIDC_CLIENT_ID and AUTH_OIDC_CLIENT_SECRET go together: ' +
        'set all three or none',
    ]);
  }
  return Object.freeze({ issuer, clientId, clientSecret });
}

function readSmtp(values: z.infer<typeof environmentSchema>): SmtpEnv | null {
  const { SMTP_URL: url, SMTP_FROM: sender, SMTP_CA_FILE: caFile } = values;
  if (url === undefined && sender === undefined && caFile === undefined) return null;
  const from = sender === undefined ? null : parseMailbox(sender);
  if (url === undefined || from === null) {
    throw invalidEnvironment([
      'SMTP_URL and SMTP_FROM go together: set both or none, and SMTP_CA_FILE only beside them',
    ]);
  }
  return toSmtp(url, from, caFile);
}

function parseEncryptionKey(text: string): Uint8Array | null {
  const isHexadecimal = /^[0-9a-f]{64}$/i.test(text);
  const bytes = Buffer.from(text, isHexadecimal ? 'hex' : 'base64');
  return bytes.length === encryptionKeyBytes ? bytes : null;
}

function isSafeIssuer({ protocol, hostname }: URL): boolean {
  const isLoopback =
    hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'https:' || isLoopback;
}

function isOrigin(url: URL): boolean {
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}

function invalidEnvironment(problems: readonly string[]): ConfigError {
  return new ConfigError(
    'invalid-environment',
    ['The environment is not valid:', ...problems.map((problem) => `- ${problem}`)].join('\n'),
  );
}
