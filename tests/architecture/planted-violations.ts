/** A file that breaks a rule, and the name of that rule. */
export interface PlantedViolation {
  readonly rule: string;
  readonly file: string;
  readonly imports: string;
}

/** Innocent files that the planted ones import. */
export const plantedTargets: readonly string[] = [
  'lib/core/value.ts',
  'lib/calendar/port.ts',
  'lib/calendar/backends/caldav/index.ts',
  'lib/calendar/backends/mock/index.ts',
  'lib/services/use-case.ts',
  'lib/db/ports.ts',
  'lib/db/rows.ts',
  'lib/http/contract/shapes.ts',
  'lib/http/server/handle.ts',
  'lib/http/client/fetch.ts',
  'lib/auth/session.ts',
  'lib/config/settings.ts',
  'lib/mail/smtp.ts',
  'lib/container.ts',
  'tests/support/help.ts',
];

/** At least one for every rule of the project. */
export const plantedViolations: readonly PlantedViolation[] = [
  { rule: 'core-knows-nothing', file: 'lib/core/a.ts', imports: '@/lib/services/use-case' },
  { rule: 'core-needs-no-package', file: 'lib/core/b.ts', imports: 'zod' },
  { rule: 'core-needs-no-package', file: 'lib/core/c.ts', imports: 'node:fs' },
  { rule: 'port-knows-core', file: 'lib/calendar/a.ts', imports: '@/lib/services/use-case' },
  {
    rule: 'backend-knows-port',
    file: 'lib/calendar/backends/ews/a.ts',
    imports: '@/lib/services/use-case',
  },
  {
    rule: 'backend-knows-no-other',
    file: 'lib/calendar/backends/ews/b.ts',
    imports: '@/lib/calendar/backends/caldav/index',
  },
  {
    rule: 'backend-knows-no-other',
    file: 'lib/calendar/backends/shared/a.ts',
    imports: '@/lib/calendar/backends/mock/index',
  },
  { rule: 'services-know-ports', file: 'lib/services/a.ts', imports: '@/lib/db/rows' },
  { rule: 'services-know-ports', file: 'lib/services/b.ts', imports: '@/lib/http/server/handle' },
  { rule: 'jobs-know-services', file: 'lib/jobs/a.ts', imports: '@/lib/http/server/handle' },
  { rule: 'jobs-know-services', file: 'lib/events/a.ts', imports: '@/lib/auth/session' },
  { rule: 'mail-knows-core', file: 'lib/mail/a.ts', imports: '@/lib/services/use-case' },
  {
    rule: 'mail-knows-core',
    file: 'lib/mail/b.ts',
    imports: '@/lib/calendar/backends/caldav/index',
  },
  { rule: 'db-knows-core', file: 'lib/db/a.ts', imports: '@/lib/services/use-case' },
  { rule: 'contract-knows-core', file: 'lib/http/contract/a.ts', imports: '@/lib/auth/session' },
  { rule: 'contract-needs-zod', file: 'lib/http/contract/b.ts', imports: 'pg' },
  { rule: 'browser-knows-small-zod', file: 'lib/http/contract/c.ts', imports: 'zod' },
  { rule: 'browser-knows-small-zod', file: 'lib/http/client/b.ts', imports: 'zod' },
  { rule: 'browser-knows-small-zod', file: 'app/a/d.tsx', imports: 'zod/v4' },
  {
    rule: 'http-server-knows-contract',
    file: 'lib/http/server/a.ts',
    imports: '@/lib/http/client/fetch',
  },
  {
    rule: 'http-client-knows-contract',
    file: 'lib/http/client/a.ts',
    imports: '@/lib/http/server/handle',
  },
  { rule: 'auth-knows-core', file: 'lib/auth/a.ts', imports: '@/lib/services/use-case' },
  { rule: 'config-knows-itself', file: 'lib/config/a.ts', imports: '@/lib/core/value' },
  {
    rule: 'observability-knows-core',
    file: 'lib/observability/a.ts',
    imports: '@/lib/services/use-case',
  },
  {
    rule: 'first-answers-know-routes',
    file: 'app/_first-answers/a.ts',
    imports: '@/lib/services/use-case',
  },
  { rule: 'interface-knows-contract', file: 'app/a/b.tsx', imports: '@/lib/services/use-case' },
  { rule: 'interface-knows-contract', file: 'app/a/page.tsx', imports: '@/lib/db/rows' },
  { rule: 'components-know-no-container', file: 'app/a/c.tsx', imports: '@/lib/container' },
  {
    rule: 'api-knows-container',
    file: 'app/api/v1/a/route.ts',
    imports: '@/lib/http/client/fetch',
  },
  { rule: 'container-alone-wires', file: 'lib/services/c.ts', imports: '@/lib/db/rows' },
  {
    rule: 'container-alone-wires',
    file: 'app/api/v1/b/route.ts',
    imports: '@/lib/calendar/backends/caldav/index',
  },
  { rule: 'container-alone-wires', file: 'lib/http/server/b.ts', imports: '@/lib/config/settings' },
  { rule: 'container-alone-wires', file: 'lib/http/server/c.ts', imports: '@/lib/mail/smtp' },
  { rule: 'server-needs-no-react', file: 'lib/mail/c.ts', imports: 'next-intl' },
  { rule: 'production-knows-no-tests', file: 'lib/services/d.ts', imports: '@/tests/support/help' },
  { rule: 'production-needs-no-development-package', file: 'lib/db/b.ts', imports: 'vitest' },
  { rule: 'everything-resolves', file: 'lib/db/c.ts', imports: '@/lib/db/does-not-exist' },
  { rule: 'no-circles', file: 'lib/db/circle.ts', imports: '@/lib/db/circle' },
  { rule: 'home-of-tsdav', file: 'lib/calendar/backends/ews/c.ts', imports: 'tsdav' },
  { rule: 'home-of-ical.js', file: 'lib/calendar/backends/ews/d.ts', imports: 'ical.js' },
  { rule: 'home-of-ical.js', file: 'lib/core/d.ts', imports: 'ical.js' },
  { rule: 'home-of-ews-javascript-api', file: 'lib/services/e.ts', imports: 'ews-javascript-api' },
  { rule: 'home-of-ewsjs-ntlm-client', file: 'lib/services/m.ts', imports: '@ewsjs/ntlm-client' },
  { rule: 'home-of-windows-iana', file: 'lib/core/n.ts', imports: 'windows-iana' },
  {
    rule: 'home-of-microsoft-microsoft-graph-client',
    file: 'lib/services/f.ts',
    imports: '@microsoft/microsoft-graph-client',
  },
  { rule: 'home-of-cockatiel', file: 'lib/services/g.ts', imports: 'cockatiel' },
  { rule: 'home-of-prisma-client', file: 'lib/services/h.ts', imports: '@prisma/client' },
  { rule: 'home-of-prisma-adapter-pg', file: 'lib/services/i.ts', imports: '@prisma/adapter-pg' },
  { rule: 'home-of-pg', file: 'lib/services/j.ts', imports: 'pg' },
  { rule: 'home-of-next-auth', file: 'lib/services/k.ts', imports: 'next-auth' },
  { rule: 'home-of-nodemailer', file: 'lib/services/n.ts', imports: 'nodemailer' },
  { rule: 'home-of-pino', file: 'lib/services/l.ts', imports: 'pino' },
];
