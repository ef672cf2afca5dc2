import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { generate } from './generate.mjs';
import { fail, say } from './support/project.mjs';
import { packageArguments, run } from './support/run.mjs';
import { ensureSystemPackages, sayVersions } from './support/system-packages.mjs';

const vitestParts = ['architecture', 'unit', 'property', 'conformance', 'contract'];
const parts = {
  types: () => countAsOne(checkTypes),
  lint: () => countAsOne(() => runPackage('@biomejs/biome/bin/biome', ['check', '.'])),
  ...Object.fromEntries(vitestParts.map((part) => [part, (args) => runVitest(part, args)])),
  // Before whatever starts the application: two files that find it missing would both build it.
  build: () => countAsOne(() => build().then(() => 0)),
  integration: (args) => runVitest('integration', args),
  e2e: (args) => runVitest('e2e', args),
};
/** Takes long, and is not part of every run. */
const soak = { soak: (args) => runVitest('soak', args) };
/** Parts that meet real servers and a browser. */
const worldlyParts = ['conformance', 'contract', 'integration', 'e2e', 'soak'];
/** Parts whose argument names a backend rather than a file. */
const backendParts = ['conformance', 'contract'];

/** Runs one part, or all; ends with one line of sums. Returns the exit code. */
async function test([part, ...args]) {
  const known = { ...parts, ...soak };
  if (part !== undefined && !(part in known)) {
    say(`npm test, or node scripts/test.mjs <part>, one of: ${Object.keys(known).join(', ')}`);
    return 1;
  }
  await ensureInstalled();
  if (part === undefined || worldlyParts.includes(part)) {
    await ensureSystemPackages();
    sayVersions();
  }
  await generate();
  const chosen =
    part === undefined
      ? Object.keys(parts)
      : ['integration', 'e2e', 'soak'].includes(part)
        ? ['build', part]
        : [part];
  // All of it checks the types as a part of its own: the build need not do so again.
  if (part === undefined) process.env.FOYER_TYPES_CHECKED = '1';
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const failures = [];
  for (const name of chosen) {
    process.stdout.write(`\n=== ${name}\n`);
    const counts = await known[name](args);
    for (const key of Object.keys(sum)) sum[key] += counts[key];
    if (counts.failed > 0) failures.push(...(counts.failures ?? [`${name}: see above`]));
  }
  // Said again where it is found: what failed may be thousands of lines further up.
  if (failures.length > 0) process.stdout.write(`\n=== failed\n${failures.join('\n')}\n`);
  process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
  return sum.failed === 0 ? 0 : 1;
}

/** Next.js writes the types of routes and of imported styles and images first. */
async function checkTypes() {
  const generated = await runPackage('next/dist/bin/next', ['typegen']);
  return generated === 0 ? await runPackage('typescript/bin/tsc', ['--noEmit']) : generated;
}

async function countAsOne(check) {
  const code = await check().catch((error) => {
    say(String(error));
    return 1;
  });
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runVitest(part, args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'foyer-test-'));
  const report = path.join(folder, 'report.json');
  const isBackend = backendParts.includes(part);
  const filters = isBackend ? [] : args;
  const env = isBackend && args[0] !== undefined ? { FOYER_TEST_BACKEND: args[0] } : {};
  try {
    const code = await runPackage(
      'vitest/vitest.mjs',
      [
        'run',
        `--project=${part}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        // A name that matches nothing is a mistake; a part without files is not.
        ...(filters.length > 0 ? ['--passWithNoTests=false', ...filters] : []),
      ],
      env,
    );
    const counts = readReport(report, code);
    return { ...counts, failures: counts.failures.map((each) => `${part}: ${each}`) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file that does not even load has no failed test, but it failed. */
function readReport(file, code) {
  const report = readReportFile(file);
  const unloaded = report.testResults.filter(
    (each) =>
      each.status === 'failed' && each.assertionResults.every((one) => one.status !== 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: describeFailures(report, code),
  };
}

/** One paragraph for each test that failed and for each file that did not load. */
function describeFailures(report, code) {
  const described = report.testResults
    .filter((each) => each.status === 'failed')
    .flatMap((each) => {
      const file = path.relative(process.cwd(), each.name);
      const failed = each.assertionResults.filter((one) => one.status === 'failed');
      if (failed.length === 0) return [`${file}\n${each.message}`];
      return failed.map((one) => `${file} > ${one.fullName}\n${one.failureMessages.join('\n')}`);
    });
  return described.length > 0 || code === 0 ? described : [`ended with ${code}, see above`];
}

function readReportFile(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    say(`The tests left no report: ${error}`);
    return {
      testResults: [],
      numPassedTests: 0,
      numFailedTests: 1,
      numPendingTests: 0,
      numTodoTests: 0,
    };
  }
}

function runPackage(program, args, env = {}) {
  return run(process.execPath, packageArguments(program, args), {
    env: { ...process.env, ...env },
  });
}

process.exitCode = await test(process.argv.slice(2)).catch(fail);
