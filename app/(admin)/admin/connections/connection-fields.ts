/** The kinds of calendar system that an administrator can connect. */
export const connectableKinds = ['caldav', 'ews', 'graph', 'local'] as const;
export type ConnectableKind = (typeof connectableKinds)[number];

export type OptionName =
  | 'serverUrl'
  | 'auth'
  | 'username'
  | 'password'
  | 'writeMode'
  | 'organizerCalendarUrl'
  | 'organizerEmail'
  | 'roomAnswers'
  | 'caCertificate'
  | 'timeZone'
  | 'access'
  | 'tenantId'
  | 'clientId'
  | 'clientSecret'
  | 'certificate'
  | 'certificateKey'
  | 'baseUrl'
  | 'authorityUrl';

/** One option of a connection, as the form asks for it. */
export interface ConnectionField {
  readonly name: OptionName;
  readonly type: 'text' | 'area' | 'choice';
  /** Goes in and never comes out. */
  readonly isSecret?: true;
  readonly isRequired?: true;
  /** Of a choice, the usual one first. */
  readonly choices?: readonly string[];
  /** Few connections need it. */
  readonly isRare?: true;
}

const serverUrl = { name: 'serverUrl', type: 'text', isRequired: true } as const;
const username = { name: 'username', type: 'text' } as const;
const password = { name: 'password', type: 'text', isSecret: true, isRequired: true } as const;
const caCertificate = { name: 'caCertificate', type: 'area', isRare: true } as const;

/** The fields of each kind, in the order in which people know the answers. */
export const connectionFields: Readonly<Record<ConnectableKind, readonly ConnectionField[]>> = {
  local: [],
  caldav: [
    serverUrl,
    { name: 'auth', type: 'choice', choices: ['basic', 'digest', 'bearer'] },
    username,
    password,
    { name: 'writeMode', type: 'choice', choices: ['direct', 'invite'] },
    { name: 'organizerCalendarUrl', type: 'text', isRare: true },
    { name: 'organizerEmail', type: 'text', isRare: true },
    { name: 'roomAnswers', type: 'choice', choices: ['foyer', 'server'], isRare: true },
    { name: 'timeZone', type: 'text', isRare: true },
    caCertificate,
  ],
  ews: [
    serverUrl,
    { name: 'auth', type: 'choice', choices: ['ntlm', 'basic', 'bearer'] },
    username,
    password,
    { name: 'access', type: 'choice', choices: ['impersonation', 'delegate'] },
    { name: 'writeMode', type: 'choice', choices: ['invite', 'direct'] },
    caCertificate,
  ],
  graph: [
    { name: 'tenantId', type: 'text', isRequired: true },
    { name: 'clientId', type: 'text', isRequired: true },
    { name: 'clientSecret', type: 'text', isSecret: true },
    { name: 'writeMode', type: 'choice', choices: ['invite', 'direct'] },
    { name: 'certificate', type: 'area', isRare: true },
    { name: 'certificateKey', type: 'area', isSecret: true, isRare: true },
    { name: 'baseUrl', type: 'text', isRare: true },
    { name: 'authorityUrl', type: 'text', isRare: true },
    caCertificate,
  ],
};

export function isConnectable(kind: string): kind is ConnectableKind {
  return connectableKinds.some((each) => each === kind);
}
