/**
 * Who may import what. Each rule names a place and the only places of this project, and the only
 * packages, that it may know; `tests/architecture` proves that each rule bites.
 */

const generatedClient = '^lib/db/generated/';

/** Everything of the project that a rule can be about. */
const production = '^(app|lib)/|^(instrumentation|proxy)\\.ts$';

/** The port's error codes are vocabulary: pure, closed, and said as far as the browser. */
const portErrors = '^lib/calendar/errors\\.ts$';
const core = '^lib/core/';
const port = '^lib/calendar/(?!backends/)';
const databasePorts =
  '^lib/db/(?:account-|appearance-|calendar-|feed-|leaver-|mail-|push-|trial-)?ports\\.ts$';
/** What is asked of a mail server, as `ports` is of a database. */
const mailPort = '^lib/mail/mailer\\.ts$';
/** iCalendar is read and written in one place, for calendars and for mails. */
const icalendar = '^lib/calendar/backends/shared/icalendar/';
const contract = '^lib/http/contract/';
const auth = '^lib/auth/';
const messages = '^(lib/i18n|messages)/';
const interfaceMayKnow = [
  '^app/(?!api/)',
  core,
  contract,
  '^lib/http/client/',
  messages,
  auth,
  '^lib/container\\.ts$',
];

const anyOf = (patterns) => patterns.map((pattern) => `(?:${pattern})`).join('|');

/** A place may import these places of the project and no other. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: generatedClient },
  to: { path: production, pathNot: anyOf(allowed) },
});

/** A package has one home. */
const home = (packageName, place) => ({
  name: `home-of-${packageName.replace(/[@/]/g, '-').replace(/^-/, '')}`,
  comment: `${packageName} is known to ${place} only.`,
  severity: 'error',
  from: { path: production, pathNot: anyOf([place, generatedClient]) },
  to: { path: `(^|/)node_modules/${packageName}(/|$)` },
});

/** A place that may know no packages but these. */
const onlyPackages = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    dependencyTypesNot: ['local', 'localmodule', 'aliased', 'aliased-tsconfig'],
    pathNot: `(^|/)node_modules/(@types/)?(${allowed.join('|')})(/|$)`,
  },
});

module.exports = {
  forbidden: [
    only('core-knows-nothing', core, [core], 'The core is pure.'),
    onlyPackages(
      'core-needs-no-package',
      core,
      ['date-fns', '@date-fns/tz', 'ical.js'],
      'No I/O, environment, framework or schema library in the core: only arithmetic of dates.',
    ),
    only('port-knows-core', port, [core, port], 'The port and its facade know the core.'),
    only(
      'backend-knows-port',
      '^lib/calendar/backends/',
      [core, port, '^lib/calendar/backends/'],
      'A backend knows the port and the core.',
    ),
    {
      name: 'backend-knows-no-other',
      comment: 'A backend knows itself and what is shared, and shared knows no backend.',
      severity: 'error',
      from: { path: '^lib/calendar/backends/([^/]+)/' },
      to: {
        path: '^lib/calendar/backends/',
        pathNot: '^lib/calendar/backends/($1|shared)/',
      },
    },
    only(
      'services-know-ports',
      '^lib/services/',
      [core, port, databasePorts, mailPort, '^lib/services/'],
      'A use case knows the core, the calendar port and what it asks of a database and of a mail server.',
    ),
    only(
      'jobs-know-services',
      '^lib/(jobs|events)/',
      [core, port, databasePorts, mailPort, '^lib/(services|jobs|events)/'],
      'What runs without a request knows what the use cases know.',
    ),
    only(
      'mail-knows-core',
      '^lib/mail/',
      [core, messages, icalendar, '^lib/mail/'],
      'Mails are written from core values, in the words of the catalogues and in iCalendar.',
    ),
    only(
      'db-knows-core',
      '^lib/db/',
      [core, portErrors, '^lib/db/'],
      'Rows become core values; nothing else is known here.',
    ),
    only(
      'contract-knows-core',
      contract,
      [core, portErrors, contract],
      'Both sides share the contract: it must load anywhere.',
    ),
    onlyPackages(
      'contract-needs-zod',
      contract,
      ['zod'],
      'Both sides share the contract: it must load anywhere.',
    ),
    {
      name: 'browser-knows-small-zod',
      comment: 'Pages check with zod/mini: the whole of zod weighs three times as much.',
      severity: 'error',
      from: { path: `^app/(?!api/)|^lib/http/client/|${contract}` },
      to: { path: '(^|/)node_modules/zod/(?!mini/)' },
    },
    only(
      'http-server-knows-contract',
      '^lib/http/server/',
      [
        core,
        port,
        contract,
        auth,
        databasePorts,
        '^lib/(services|observability)/',
        '^lib/http/server/',
      ],
      'Routes and presenters speak of use cases in terms of the contract.',
    ),
    only(
      'http-client-knows-contract',
      '^lib/http/client/',
      [core, contract, '^lib/http/client/'],
      'The browser knows the contract.',
    ),
    only('auth-knows-core', auth, [core, databasePorts, auth], 'Who somebody is and may do.'),
    only('config-knows-itself', '^lib/config/', ['^lib/config/'], 'The environment.'),
    only(
      'observability-knows-core',
      '^lib/observability/',
      [core, '^lib/observability/'],
      'Everything may log, so logging knows nothing.',
    ),
    only(
      'first-answers-know-routes',
      '^app/_first-answers/',
      [...interfaceMayKnow, '^app/api/v1/[a-z/]+route\\.ts$'],
      'What comes along with a page is what the API answers, by its own routes.',
    ),
    only(
      'interface-knows-contract',
      '^app/(?!api/|_first-answers/)',
      interfaceMayKnow,
      'Pages paint: they know the contract, never a service, a backend or the database.',
    ),
    {
      name: 'components-know-no-container',
      comment: 'Only the server parts of Next.js itself (pages and layouts) may ask who is there.',
      severity: 'error',
      from: { path: '^app/(?!api/)', pathNot: '(^|/)(page|layout)\\.tsx$' },
      to: { path: '^lib/container\\.ts$' },
    },
    only(
      'api-knows-container',
      '^app/api/',
      ['^app/api/', core, contract, '^lib/(http/server|services)/', auth, '^lib/container\\.ts$'],
      'A route is one line per verb: a contract and a use case.',
    ),
    {
      name: 'container-alone-wires',
      comment: 'Only the composition root names backends, the database and the configuration.',
      severity: 'error',
      from: {
        path: production,
        pathNot: anyOf(['^lib/container\\.ts$', '^lib/(calendar/backends|db|config|mail)/']),
      },
      to: {
        path: '^lib/(calendar/backends|db|config|mail)/',
        pathNot: anyOf([databasePorts, mailPort, icalendar]),
      },
    },
    {
      name: 'server-needs-no-react',
      comment:
        'Scripts load what runs without pages under conditions that have half of React only.',
      severity: 'error',
      from: { path: '^lib/(core|calendar|services|jobs|events|db|mail|config|observability)/' },
      to: { path: '(^|/)node_modules/(react|react-dom|next-intl)(/|$)' },
    },
    {
      name: 'production-knows-no-tests',
      severity: 'error',
      from: { path: production },
      to: { path: '^(tests|scripts|prisma)/' },
    },
    {
      name: 'production-needs-no-development-package',
      severity: 'error',
      from: { path: production },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: production },
      to: { couldNotResolve: true, pathNot: '^server-only$' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: production, pathNot: generatedClient },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    home('tsdav', '^lib/calendar/backends/caldav/'),
    home('ical.js', '^lib/(calendar/backends/(caldav|shared)|core/recurrence|mail)/'),
    home('ews-javascript-api', '^lib/calendar/backends/ews/'),
    home('@ewsjs/ntlm-client', '^lib/calendar/backends/ews/'),
    home('windows-iana', '^lib/calendar/backends/shared/to-windows-zone\\.ts$'),
    home('@microsoft/microsoft-graph-client', '^lib/calendar/backends/graph/'),
    home('cockatiel', port),
    home('@prisma/client', '^lib/db/'),
    home('@prisma/adapter-pg', '^lib/db/'),
    home('pg', '^lib/(db|calendar/backends/local)/'),
    home('next-auth', auth),
    home('nodemailer', '^lib/mail/'),
    home('pino', '^lib/observability/'),
  ],
  options: {
    doNotFollow: { path: ['node_modules', generatedClient] },
    exclude: { path: ['^\\.next/', '^next-env\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
};
