import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface Source {
  readonly file: string;
  readonly text: string;
}

function readSources(): readonly Source[] {
  return ['app', 'lib', 'instrumentation.ts', 'proxy.ts']
    .flatMap(listFiles)
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('lib/db/generated'))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }));
}

function listFiles(entry: string): readonly string[] {
  if (path.extname(entry) !== '') return readdirSync(root).includes(entry) ? [entry] : [];
  return readdirSync(path.join(root, entry), { recursive: true, encoding: 'utf8' }).map((name) =>
    path.join(entry, name),
  );
}

/** Files whose text matches, without the one idiom that Next.js's bundler has to see literally. */
function filesWith(pattern: RegExp): readonly string[] {
  return readSources()
    .filter(({ text }) => pattern.test(text.replaceAll('process.env.NEXT_RUNTIME', '')))
    .map(({ file }) => file);
}

describe('the sources', () => {
  it('are found', () => {
    expect(readSources().length).toBeGreaterThan(100);
  });

  it('read the environment in one place', () => {
    expect(filesWith(/\bprocess\s*(\.|\?\.)\s*env\b|\benv\b[^\n]*from 'node:process'/)).toEqual([
      'lib/config/env.ts',
    ]);
  });

  it('never turn off the checks of certificates', () => {
    expect(filesWith(/rejectUnauthorized\s*:\s*false|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
  });

  it('silence neither compiler nor linter', () => {
    expect(filesWith(/@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable/)).toEqual([]);
  });

  it('leave nothing to do', () => {
    expect(filesWith(/\b(TODO|FIXME|XXX)\b/)).toEqual([]);
  });
});
