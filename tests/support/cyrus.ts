import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import {
  type DavAccount,
  type DavPrincipal,
  expectOk,
  rawAccess,
  type SchedulingServer,
} from '@/tests/support/caldav-server';
import { freePort } from '@/tests/support/free-port';
import { type ServerProcess, startServer } from '@/tests/support/server-process';

const binaries = '/usr/lib/cyrus/bin';
const domain = 'example.org';
const password = 'foyer-test-only';
const administrator = 'cyrus';
const serviceName = 'svc';
const deliveredTo = 'Default';
const allRights = 'lrswipkxtecdan0123456789';
const run = promisify(execFile);

/** The installed Cyrus' version, or null when there is none. */
export async function cyrusVersion(): Promise<string | null> {
  try {
    await access(join(binaries, 'httpd'));
    const { stdout } = await run(join(binaries, 'cyr_info'), ['version']);
    return stdout.trim().replace(/^cyrus-imapd /, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export interface CyrusServer extends SchedulingServer {
  /**
   * Takes from the server itself the way into the calendar that a principal's invitations go to, as a
   * disk that fails does: it delivers nothing there until what comes back is called.
   */
  shutCalendarOf(name: string): Promise<() => Promise<void>>;
}

/** Starts Cyrus (httpd and, to make mailboxes, imapd) on free ports, as root or as anybody. */
export async function startCyrus(): Promise<CyrusServer> {
  const version = await cyrusVersion();
  if (version === null) throw new Error('cyrus-caldav is not installed');
  const site = await createSite();
  const baseUrl = `http://127.0.0.1:${site.httpPort}/`;
  const running = { server: await launch(site, baseUrl) };
  const service = await addMailbox(site, serviceName);
  const raw = rawAccess(baseUrl, service);
  const share = (name: string, calendar: string) =>
    addSharedCalendar(site, baseUrl, name, calendar);
  const kill = () => running.server.kill();
  // The home comes to be at the first look into it.
  const homeUrl = `${baseUrl}dav/calendars/user/${serviceName}/`;
  await expectOk(await raw.request(homeUrl, { method: 'PROPFIND' }), 'PROPFIND');
  return {
    ...raw,
    ...service,
    product: 'Cyrus',
    version,
    baseUrl,
    homeUrl,
    connection: { ...service, serverUrl: `${baseUrl}dav/`, auth: 'basic', writeMode: 'direct' },
    // The calendar that invitations go to would be made anew once a test removes it.
    makeCalendar: async (name) => (await share(name, 'room')).calendarUrl,
    // The service account's own DELETE would only end the sharing.
    removeCalendar: async (url) => {
      const name = new URL(url).pathname.split('/').at(-2) ?? '';
      const [owner = '', calendar = ''] = name.split('.');
      if (calendar === deliveredTo) {
        // Cyrus keeps that one for ever; what can be taken away is the right to see it.
        await administer(site, [`DELETEACL "user/${owner}/#calendars/${calendar}" ${serviceName}`]);
        return;
      }
      const asOwner = rawAccess(baseUrl, { username: owner, password });
      await asOwner.removeCalendar(`${baseUrl}dav/calendars/user/${owner}/${calendar}/`);
    },
    addPrincipal: (name) => share(name, deliveredTo),
    async shutCalendarOf(name) {
      const folder = await folderOf(site, `user.${name}.#calendars.${deliveredTo}`);
      await chmod(folder, 0o000);
      return () => chmod(folder, 0o700);
    },
    kill,
    async restart() {
      await kill();
      running.server = await launch(site, baseUrl);
    },
    async stop() {
      await kill();
      await rm(site.folder, { recursive: true, force: true });
    },
  };
}

interface Site {
  readonly folder: string;
  readonly httpPort: number;
  readonly imapPort: number;
  /** As whom Cyrus runs: it refuses to be root. */
  readonly user: string;
}

async function createSite(): Promise<Site> {
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? 'cyrus' : userInfo().username;
  const folder = await mkdtemp(join(tmpdir(), 'foyer-cyrus-'));
  const site = { folder, user, httpPort: await freePort(), imapPort: await freePort() };
  await mkdir(join(folder, 'conf'));
  await mkdir(join(folder, 'spool'));
  await writeFile(join(folder, 'imapd.conf'), imapdConfig(site));
  await writeFile(join(folder, 'cyrus.conf'), masterConfig(site));
  await addUser(site, administrator);
  if (isRoot) await run('chown', ['-R', user, folder]);
  return site;
}

function imapdConfig({ folder, user }: Site): string {
  return [
    `configdirectory: ${folder}/conf`,
    `partition-default: ${folder}/spool`,
    'defaultpartition: default',
    `cyrus_user: ${user}`,
    'servername: localhost',
    'virtdomains: off',
    `admins: ${administrator}`,
    'sasl_pwcheck_method: auxprop',
    'sasl_auxprop_plugin: sasldb',
    `sasl_sasldb_path: ${folder}/sasldb2`,
    'sasl_mech_list: PLAIN LOGIN DIGEST-MD5',
    'allowplaintext: yes',
    'httpmodules: caldav',
    `calendar_user_address_set: ${domain}`,
    '',
  ].join('\n');
}

function masterConfig({ folder, httpPort, imapPort }: Site): string {
  const program = (name: string) => `${binaries}/${name} -C ${folder}/imapd.conf`;
  return [
    `START {\n  recover cmd="${program('ctl_cyrusdb')} -r"\n}`,
    'SERVICES {',
    `  imap cmd="${program('imapd')}" listen="127.0.0.1:${imapPort}"`,
    `  http cmd="${program('httpd')}" listen="127.0.0.1:${httpPort}"`,
    '}',
    'EVENTS {\n}',
    '',
  ].join('\n');
}

function launch({ folder }: Site, url: string): Promise<ServerProcess> {
  const file = (name: string) => join(folder, name);
  const args = ['-D', '-C', file('imapd.conf'), '-M', file('cyrus.conf'), '-p', file('pid')];
  return startServer({ command: '/usr/sbin/cyrmaster', args, url });
}

async function addUser({ folder }: Site, username: string): Promise<DavAccount> {
  const database = join(folder, 'sasldb2');
  const adding = run('saslpasswd2', ['-f', database, '-p', '-c', '-u', 'localhost', username]);
  adding.child.stdin?.end(password);
  await adding;
  return { username, password };
}

/** Every request of a user without a mailbox is answered 500. */
async function addMailbox(site: Site, username: string): Promise<DavAccount> {
  const account = await addUser(site, username);
  await administer(site, [`CREATE user/${username}`]);
  return account;
}

/** A principal one of whose calendars the service account sees, under its own home, and may write. */
async function addSharedCalendar(
  site: Site,
  baseUrl: string,
  name: string,
  calendar: string,
): Promise<DavPrincipal> {
  const account = await addMailbox(site, name);
  const { request } = rawAccess(baseUrl, account);
  const ownHome = `${baseUrl}dav/calendars/user/${name}/`;
  await expectOk(await request(ownHome, { method: 'PROPFIND' }), 'PROPFIND');
  const ownUrl = `${ownHome}${calendar}/`;
  if (calendar !== deliveredTo) {
    await expectOk(await request(ownUrl, { method: 'MKCALENDAR' }), 'MKCALENDAR');
  }
  await administer(site, [
    `SETACL "user/${name}/#calendars/${calendar}" ${serviceName} ${allRights}`,
  ]);
  return {
    ...account,
    email: `${name}@${domain}`,
    ownUrl,
    calendarUrl: `${baseUrl}dav/calendars/user/${serviceName}/${name}.${calendar}/`,
    request,
  };
}

/** Where a mailbox is on the disk: the folders' names say nothing of it, their headers do. */
async function folderOf({ folder }: Site, mailbox: string): Promise<string> {
  const spool = join(folder, 'spool');
  for (const name of await readdir(spool, { recursive: true })) {
    if (!name.endsWith('cyrus.header')) continue;
    const header = await readFile(join(spool, name), 'latin1');
    if (header.includes(` ${mailbox} `)) return join(spool, dirname(name));
  }
  throw new Error(`there is no mailbox ${mailbox}`);
}

/** Runs IMAP commands as the administrator; throws when one is refused. */
async function administer({ imapPort }: Site, commands: readonly string[]): Promise<void> {
  const socket = connect(imapPort, '127.0.0.1');
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  try {
    await lines.next();
    for (const command of [`LOGIN ${administrator} ${password}`, ...commands]) {
      const tag = `t${randomUUID().slice(0, 8)}`;
      socket.write(`${tag} ${command}\r\n`);
      let line = '';
      while (!line.startsWith(`${tag} `)) {
        const next = await lines.next();
        if (next.done) throw new Error(`IMAP ended during ${command}`);
        line = next.value;
      }
      if (!line.startsWith(`${tag} OK`)) throw new Error(`IMAP: ${line}`);
    }
  } finally {
    socket.destroy();
  }
}
