import { execFileSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright';
import { describe } from 'vitest';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Containers give it 64 MB there, and a page that needs more ends in a crash.
  '--disable-dev-shm-usage',
];

/** The installed Chromium's version, or null when there is none. */
export function chromiumVersion(): string | null {
  try {
    return execFileSync(executablePath, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Starts the installed Chromium without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quietly });
}

/** A suite that needs a real browser: without one it fails in CI and is named loudly elsewhere. */
export function describeInChromium(name: string, suite: () => void): void {
  const isMissing = chromiumVersion() === null;
  if (isMissing) {
    process.stderr.write(
      `\n*** "${name}" is NOT tested: there is no Chromium at ${executablePath} ` +
        '(Debian: apt-get install chromium; elsewhere set CHROMIUM_PATH) ***\n\n',
    );
  }
  describe.skipIf(isMissing && process.env.CI !== 'true')(name, suite);
}
