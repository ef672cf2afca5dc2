import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Parts whose files start servers or browsers: one file at a time. */
const serialParts = ['conformance', 'contract', 'integration', 'e2e', 'soak'];
const parallelParts = ['architecture', 'unit', 'property'];

const longTimeoutMs = 120_000;

function project(part: string, serial: boolean) {
  return {
    extends: true as const,
    test: {
      name: part,
      include: [`tests/${part}/**/*.test.ts`, `tests/${part}/**/*.test.tsx`],
      ...(serial
        ? {
            globalSetup: ['tests/support/hold-postgres.ts'],
            fileParallelism: false,
            testTimeout: longTimeoutMs,
            hookTimeout: longTimeoutMs,
          }
        : { testTimeout: 60_000, hookTimeout: 240_000 }),
    },
  };
}

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      'server-only': path.join(root, 'tests/support/server-only.ts'),
    },
  },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    environment: 'node',
    retry: 0,
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      ...parallelParts.map((part) => project(part, false)),
      ...serialParts.map((part) => project(part, true)),
    ],
  },
});
