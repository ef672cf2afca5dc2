import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';

/** One broken rule. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** What was looked at and what was found. */
export interface CruiseResult {
  readonly modules: readonly string[];
  readonly violations: readonly Violation[];
}

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const largestReportBytes = 100_000_000;

const reportSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ rule: z.object({ name: z.string() }), from: z.string(), to: z.string() }),
    ),
  }),
});

/** Cruises a tree that looks like the project with the project's own rules. */
export function cruise(folder: string, inputs: readonly string[]): CruiseResult {
  const config = path.join(root, '.dependency-cruiser.cjs');
  const result = spawnSync(
    process.execPath,
    [program, '--config', config, '--output-type', 'json', ...inputs],
    { cwd: folder, encoding: 'utf8', maxBuffer: largestReportBytes },
  );
  if (result.stdout === '') throw new Error(`dependency-cruiser failed: ${result.stderr}`);
  const report = reportSchema.parse(JSON.parse(result.stdout));
  return {
    modules: report.modules.map((module) => module.source),
    violations: report.summary.violations.map(({ rule, from, to }) => ({
      rule: rule.name,
      from,
      to,
    })),
  };
}
