import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './project.mjs';
import { run } from './run.mjs';

/** What the tests need beside npm's packages: Debian's name, how to see it, how to get it. */
const needed = [
  { name: 'chromium', check: ['chromium', '--version'], elsewhere: 'https://www.chromium.org' },
  { name: 'radicale', check: ['radicale', '--version'], elsewhere: 'pipx install radicale' },
  { name: 'apache2-utils', check: ['htpasswd', '-nbB', 'a', 'b'], elsewhere: 'Apache httpd' },
  {
    name: 'python3-bcrypt',
    check: ['python3', '-c', 'import bcrypt'],
    elsewhere: 'pipx inject radicale bcrypt',
  },
  {
    name: 'python3-exchangelib',
    check: ['/usr/bin/python3', '-c', 'import exchangelib'],
    elsewhere: 'pip install exchangelib for /usr/bin/python3',
  },
  {
    name: 'python3-vobject',
    check: ['/usr/bin/python3', '-c', 'import vobject'],
    elsewhere: 'pip install vobject for /usr/bin/python3',
  },
  ...['cyrus-caldav', 'cyrus-imapd'].map((name, at) => ({
    name,
    check: ['test', '-x', `/usr/lib/cyrus/bin/${['httpd', 'imapd'][at]}`],
    elsewhere: 'https://www.cyrusimap.org',
  })),
  { name: 'sasl2-bin', check: ['which', 'saslpasswd2'], elsewhere: 'Cyrus SASL' },
  {
    name: 'libsasl2-modules',
    check: ['sh', '-c', 'ls /usr/lib/*/sasl2/libplain.so'],
    elsewhere: 'Cyrus SASL',
  },
  // The interpreters first: DAViCal alone would bring Apache.
  { name: 'php-cli', check: ['php', '--version'], elsewhere: 'https://www.php.net' },
  { name: 'php-cgi', check: ['which', 'php-cgi'], elsewhere: 'https://www.php.net' },
  {
    name: 'php-pgsql',
    check: ['php', '-r', 'exit(extension_loaded("pdo_pgsql") ? 0 : 1);'],
    elsewhere: 'https://www.php.net',
  },
  {
    name: 'davical',
    check: ['test', '-e', '/usr/share/davical/dba/create-database.sh'],
    elsewhere: 'https://www.davical.org',
  },
];

/**
 * Installs what is missing when this is root on Debian; elsewhere says what is missing and how to
 * get it. The tests that need it judge for themselves what its absence means.
 */
export async function ensureSystemPackages() {
  const missing = needed.filter((each) => !succeeds(each.check));
  if (missing.length === 0) return;
  const names = missing.map((each) => each.name);
  const isDebian = existsSync('/etc/debian_version');
  if (isDebian && process.getuid?.() === 0) {
    await install(names);
    return;
  }
  say(`\n!!! Missing on this machine: ${names.join(', ')}`);
  if (isDebian) say(`!!! Get it with: sudo apt-get install ${names.join(' ')}`);
  else for (const { name, elsewhere } of missing) say(`!!! ${name}: ${elsewhere}`);
  say('');
}

/** Shows which versions the tests meet. */
export function sayVersions() {
  say(`node ${process.version}`);
  for (const name of ['chromium', 'radicale']) say(`${name} ${versionOf(name)}`);
}

async function install(names) {
  say(`Installing ${names.join(', ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: ['ignore', 2, 2] };
  const install = ['install', '-y', '--no-install-recommends', ...names];
  if ((await run('apt-get', install, options)) === 0) return;
  await run('apt-get', ['update'], options);
  if ((await run('apt-get', install, options)) !== 0) {
    say(`\n!!! ${names.join(', ')} could not be installed.\n`);
  }
}

function versionOf(name) {
  const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(/^chromium /i, '') : 'is missing';
}

function succeeds([command, ...args]) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
