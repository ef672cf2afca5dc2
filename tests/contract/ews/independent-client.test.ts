import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openSchema } from '@/tests/contract/ews/schema';
import { password, startOffice } from '@/tests/contract/ews/start-office';

const python = '/usr/bin/python3';
const version = spawnSync(python, ['-c', 'import exchangelib; print(exchangelib.__version__)'], {
  encoding: 'utf8',
});
const missing = version.status !== 0;
if (missing) {
  process.stderr.write(
    '\n*** EWS is NOT tried with an independent client: Debian: apt-get install python3-exchangelib ***\n\n',
  );
}

test.runIf(!missing || process.env.CI === 'true')(
  'exchangelib books, reads, asks and deletes on the simulator, and all of it fits the schema',
  async () => {
    const office = await startOffice();
    const folder = mkdtempSync(path.join(tmpdir(), 'foyer-ews-'));
    const caFile = path.join(folder, 'ca.pem');
    writeFileSync(caFile, office.caCertificate);
    try {
      const steps = await runClient({
        url: office.url,
        caFile,
        password,
        alice: 'alice@example.org',
        bob: 'bob@example.org',
        service: 'service@example.org',
        delegate: 'delegate@example.org',
        room: 'curie@example.org',
        missing: 'nobody@example.org',
        uid: 'written-by-exchangelib@example.org',
        start: '2027-03-02T09:00:00Z',
        end: '2027-03-02T10:00:00Z',
        monday: '2027-03-15T09:00:00Z',
      });
      expect(steps).toEqual(expectedSteps);
      const problems = problemsOf(office.exchanges);
      process.stdout.write(
        `exchangelib ${version.stdout.trim()}: ${steps.length} steps, ${office.exchanges.length * 2} messages validated, ${problems.length} violations\n`,
      );
      expect(problems).toEqual([]);
    } finally {
      await office.stop();
      rmSync(folder, { recursive: true });
    }
  },
);

const expectedSteps = [
  { step: 'lists room lists', found: ['paris@example.org'] },
  { step: 'lists rooms', found: ['curie@example.org', 'meitner@example.org'] },
  { step: 'creates with a resource by impersonation', id: true },
  {
    step: 'reads by impersonation',
    subject: 'Written by another client',
    uid: 'written-by-exchangelib@example.org',
    resources: [['curie@example.org', 'Accept']],
  },
  { step: 'finds by an extended property', found: 1 },
  {
    step: 'reads by delegate',
    found: [['written-by-exchangelib@example.org', 'Accept', 'alice@example.org']],
  },
  {
    step: 'asks free/busy',
    found: [[['2027-03-02 09:00:00', '2027-03-02 10:00:00', 'Busy']], 'ErrorMailRecipientNotFound'],
  },
  { step: 'changes', subject: 'Changed' },
  { step: 'is told by a stream', found: [['ModifiedEvent', true]] },
  {
    step: 'writes a series',
    dates: ['2027-03-15 09:00:00+00:00', '2027-03-29 12:00:00+00:00', '2027-04-05 09:00:00+00:00'],
  },
  { step: 'signs in by NTLM', found: 'Changed' },
  { step: 'is refused with a wrong password', refused: true, error: 'UnauthorizedError' },
  { step: 'deletes', left: 0 },
];

function runClient(question: object): Promise<readonly unknown[]> {
  const script = path.join(import.meta.dirname, 'independent-client.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  child.stdin.end(JSON.stringify(question));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      process.stdout.write(text);
      resolve(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      );
    });
  });
}

function problemsOf(exchanges: readonly { request: string; response: string }[]) {
  const schema = openSchema();
  const problems = exchanges
    .flatMap(({ request, response }) => [request, response])
    .map((message) => schema.problemOf(message))
    .filter((problem) => problem !== null);
  schema.dispose();
  return problems;
}
