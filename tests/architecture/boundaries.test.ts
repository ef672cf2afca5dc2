import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type CruiseResult, cruise } from '@/tests/architecture/cruise';
import { plantedTargets, plantedViolations } from '@/tests/architecture/planted-violations';

const root = path.resolve(import.meta.dirname, '../..');

/** Counted without dependency-cruiser, which has been seen to look at nothing and pass. */
function listSources(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('lib/db/generated'));
}

describe('the imports of the project', () => {
  const hooks = ['instrumentation.ts', 'proxy.ts'].filter((file) =>
    existsSync(path.join(root, file)),
  );
  const sources = [...hooks, ...listSources('app'), ...listSources('lib')];
  let result: CruiseResult;

  beforeAll(() => {
    result = cruise(root, ['app', 'lib', ...hooks]);
  });

  it('are seen: nearly every file is cruised', () => {
    const seen = new Set(result.modules);
    const unseen = sources.filter((file) => !seen.has(file));
    expect(sources.length).toBeGreaterThan(100);
    expect(unseen.length, unseen.join('\n')).toBeLessThanOrEqual(sources.length / 10);
  });

  it('break no rule', () => {
    expect(result.violations).toEqual([]);
  });
});

describe('the rules of imports', () => {
  let folder: string;
  let result: CruiseResult;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'foyer-planted-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    for (const name of ['package.json', 'tsconfig.json']) {
      cpSync(path.join(root, name), path.join(folder, name));
    }
    for (const file of plantedTargets) write(file, 'export const value = 1;\n');
    for (const { file, imports } of plantedViolations) {
      write(file, `import * as planted from '${imports}';\nexport const used = planted;\n`);
    }
    result = cruise(folder, ['app', 'lib']);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }

  it.each(plantedViolations)('$rule reports $file', ({ rule, file }) => {
    const reported = result.violations.filter((violation) => violation.from === file);
    expect(reported.map((violation) => violation.rule)).toContain(rule);
  });

  it('report nothing innocent', () => {
    const guilty = new Set(plantedViolations.map((planted) => planted.file));
    expect(result.violations.filter((violation) => !guilty.has(violation.from))).toEqual([]);
  });

  it('are each proved by a planted violation', () => {
    const config: unknown = createRequire(import.meta.url)(
      path.join(root, '.dependency-cruiser.cjs'),
    );
    const { forbidden } = z
      .object({ forbidden: z.array(z.object({ name: z.string() })) })
      .parse(config);
    const proved = new Set(plantedViolations.map((planted) => planted.rule));
    expect(forbidden.map((rule) => rule.name).filter((name) => !proved.has(name))).toEqual([]);
  });
});
