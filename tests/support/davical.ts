import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import {
  type DavAccount,
  type DavPrincipal,
  expectOk,
  rawAccess,
  type SchedulingServer,
} from '@/tests/support/caldav-server';
import { freePort } from '@/tests/support/free-port';
import { startTestServer } from '@/tests/support/postgres';
import { type ServerProcess, startServer } from '@/tests/support/server-process';

const program = '/usr/share/davical';
const domain = 'example.org';
const password = 'foyer-test-only';
const serviceName = 'svc';
/** PHP's own web server takes one request at a time for each of these. */
const workers = '6';
const run = promisify(execFile);

/** The installed DAViCal's version, or null when it or PHP is missing. */
export async function davicalVersion(): Promise<string | null> {
  try {
    await run('php', ['--version']);
    await access(join(program, 'dba/create-database.sh'));
    const source = await readFile(join(program, 'htdocs/always.php'), 'utf8');
    return /version_string = '([^']+)'/.exec(source)?.[1] ?? 'of unknown version';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Starts DAViCal under PHP's own web server, on a database of its own in the tests' PostgreSQL. */
export async function startDavical(): Promise<SchedulingServer> {
  const version = await davicalVersion();
  if (version === null) throw new Error('davical is not installed');
  const postgres = await startTestServer();
  const database = await createDatabase(postgres.url);
  const folder = await mkdtemp(join(tmpdir(), 'foyer-davical-'));
  const port = await freePort();
  await writeFile(join(folder, 'davical-conf.php'), configuration(database.url));
  await writeFile(join(folder, 'router.php'), router(folder));
  const baseUrl = `http://127.0.0.1:${port}/`;
  const running = { server: await launch(folder, port, baseUrl) };
  const { principalId: _own, ...service } = await addAccount(
    database.client,
    serviceName,
    'person',
  );
  const raw = rawAccess(baseUrl, service);
  const home = `${baseUrl}caldav.php/`;
  const addPrincipal = (name: string, kind: 'person' | 'room') =>
    addSharedCalendar(database.client, home, name, kind);
  const kill = () => running.server.kill();
  return {
    ...raw,
    ...service,
    product: 'DAViCal',
    version,
    baseUrl,
    homeUrl: `${home}${serviceName}/`,
    connection: { ...service, serverUrl: home, auth: 'basic', writeMode: 'direct' },
    makeCalendar: async (name) => (await addPrincipal(name, 'room')).calendarUrl,
    addPrincipal,
    kill,
    async restart() {
      await kill();
      running.server = await launch(folder, port, baseUrl);
    },
    async stop() {
      await kill();
      await database.drop();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase(serverUrl: string) {
  // The name of tests' databases, so that one left behind by a killed run is removed by a later one.
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  const { hostname, port, username, password: secret } = new URL(serverUrl);
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: username,
    PGPASSWORD: secret,
    PGDATABASE: 'postgres',
    DBAOPTS: `--dbhost=${hostname} --dbport=${port} --dbpass=${secret}`,
  };
  const script = join(program, 'dba/create-database.sh');
  await run('sh', [script, name, password, username, username], { env });
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const drop = async () => {
    await client.end();
    const elsewhere = new Client({ connectionString: serverUrl });
    await elsewhere.connect();
    await elsewhere.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await elsewhere.end();
  };
  return { url, client, drop };
}

/** DAViCal takes its configuration by the name of the host: see the router. */
function configuration({ hostname, port, username, password: secret, pathname }: URL): string {
  const parts = { host: hostname, port, dbname: pathname.slice(1), user: username };
  const target = Object.entries({ ...parts, password: secret }).map(([key, value]) => {
    return `${key}=${decodeURIComponent(value)}`;
  });
  return [
    '<?php',
    `$_SERVER['SERVER_NAME'] = '127.0.0.1';`,
    `$c->pg_connect[] = '${target.join(' ')}';`,
    `$c->domain_name = '${domain}';`,
    `$c->admin_email = 'admin@${domain}';`,
    `$c->default_locale = 'en';`,
    `$c->enable_auto_schedule = true;`,
    '',
  ].join('\n');
}

function router(folder: string): string {
  return [
    '<?php',
    `$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);`,
    `if ($path === '/.well-known/caldav') { header('Location: /caldav.php/', true, 301); return; }`,
    `if (strncmp($path, '/caldav.php', 11) !== 0) { http_response_code(404); return; }`,
    `$_SERVER['SERVER_NAME'] = '../..${folder}/davical';`,
    `$_SERVER['SCRIPT_NAME'] = '/caldav.php';`,
    `$_SERVER['PATH_INFO'] = rawurldecode(substr($path, 11)) ?: '/';`,
    `chdir('${program}/htdocs');`,
    `require '${program}/htdocs/caldav.php';`,
    '',
  ].join('\n');
}

function launch(folder: string, port: number, url: string): Promise<ServerProcess> {
  return startServer({
    command: 'php',
    args: [
      '-d',
      'display_errors=0',
      '-d',
      'opcache.enable_cli=1',
      '-S',
      `127.0.0.1:${port}`,
      join(folder, 'router.php'),
    ],
    env: { PHP_CLI_SERVER_WORKERS: workers },
    url,
  });
}

/** DAViCal's own pages do the same: a row each in `usr` and `principal`; type 2 is a resource. */
async function addAccount(
  client: Client,
  username: string,
  kind: 'person' | 'room',
): Promise<DavAccount & { readonly principalId: string }> {
  const { rows } = await client.query<{ principal_id: string }>(
    `WITH added AS (
       INSERT INTO usr (username, password, fullname, email, active, email_ok, updated)
       VALUES ($1, '**' || $2::text, $1, $3, true, now(), now()) RETURNING user_no)
     INSERT INTO principal (type_id, user_no, displayname, default_privileges)
     SELECT $4, user_no, $1, privilege_to_bits(ARRAY['caldav:schedule-deliver',
       'caldav:schedule-send', 'caldav:read-free-busy']) FROM added RETURNING principal_id`,
    [username, password, `${username}@${domain}`, kind === 'room' ? 2 : 1],
  );
  return { username, password, principalId: rows[0]?.principal_id ?? '' };
}

/** A principal that grants the service account all rights. */
async function addSharedCalendar(
  client: Client,
  home: string,
  name: string,
  kind: 'person' | 'room',
): Promise<DavPrincipal> {
  const { principalId, ...account } = await addAccount(client, name, kind);
  const { request } = rawAccess(home, account);
  const ownUrl = `${home}${name}/calendar/`;
  await expectOk(await request(ownUrl, { method: 'MKCALENDAR' }), 'MKCALENDAR');
  await client.query(
    `INSERT INTO grants (by_principal, to_principal, privileges)
     SELECT $1, p.principal_id, privilege_to_bits('DAV::all')
       FROM principal p JOIN usr u USING (user_no) WHERE u.username = $2`,
    [principalId, serviceName],
  );
  return { ...account, email: `${name}@${domain}`, ownUrl, calendarUrl: ownUrl, request };
}
